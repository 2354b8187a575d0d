package dev.outlay.alert.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set; the environment variable of a key is its name in capitals with underscores. */
@ConfigMapping(prefix = "outlay")
public interface Settings {

    /** 32 bytes in base64 that seal webhook secrets in the database. Required: without it the service does not start. */
    String secretKey();

    /** Address under which people reach the API, such as {@code https://outlay.example}; links are relative without it. */
    Optional<String> publicUrl();

    /** Addresses and networks (CIDR) of the front door, which says where a request was sent when there is no public address. */
    @WithDefault("127.0.0.0/8,::1")
    Set<String> frontDoors();

    /** What is the partner's own. */
    Partner partner();

    /** Whose tokens are taken. */
    Token token();

    /** What the issuer's tokens say of the partner's people. */
    Roles roles();

    /** The database. */
    Database database();

    /** Webhooks. */
    Webhook webhook();

    /** E-mail. */
    Mail mail();

    /** Deliveries. */
    Delivery delivery();

    /** What is heard on the topic {@code access}. */
    Access access();

    /** Lists. */
    Paging paging();

    /** Requests over HTTP. */
    Requests requests();

    /** Connections over which they come. */
    Connections connections();

    /** Where traces go. What is traced was decided when its charge came in. */
    Traces traces();

    /** What is the partner's own. */
    interface Partner {
        /** Tenant id of the partner; without it nobody is the partner's. */
        Optional<String> tenant();

        /** Ids of the partner's own subscriptions, whose action groups budgets at billing scopes may name. */
        Optional<Set<String>> subscriptions();
    }

    /** Whose tokens are taken. */
    interface Token {
        /** What {@code iss} may be, comma separated; {@code {tid}} stands for the token's own tenant. */
        @WithDefault("https://outlay.local/")
        String issuer();

        /** Tenants that are taken beside the partner's; without it all that the issuers have. */
        Optional<Set<String>> tenants();

        /** Whether guests of the partner's directory are the partner's people. */
        @WithDefault("false")
        boolean guests();
    }

    /** What the issuer's tokens say of the partner's people. */
    interface Roles {
        /** Claims that hold roles or groups, a path of each: {@code roles}, {@code groups}, {@code realm_access/roles}. */
        @WithDefault("roles")
        List<String> claim();

        /** What they mean: pairs of a name and a role, {@code name=GlobalAdmin}. A role of ours means itself. */
        Optional<String> mapping();

        /** Whether Billing admins may do what Admin agents may. */
        @WithDefault("false")
        boolean billingAdmin();
    }

    /** The database. */
    interface Database {
        /**
         * How long a unit of work may take, after which it fails and is tried again over a new connection; a third of it for a
         * statement, two thirds for a connection on which nothing comes. 6 s to 1 h.
         */
        @WithDefault("60s")
        Duration patience();
    }

    /** Webhooks. */
    interface Webhook {
        /** CIDRs of private networks that webhooks may reach; none by default. */
        Optional<Set<String>> allowedNetworks();

        /** Ports that webhooks may go to, such as {@code 443} and {@code 8000-8999}. */
        @WithDefault("80,443")
        Set<String> allowedPorts();

        /** How long one attempt may take in all, from name resolution to the end of the answer. 1 s to 60 s. */
        @WithDefault("15s")
        Duration timeout();

        /** One that does nothing but fail for as long is disabled, and its owner told. 1 h to 90 d. */
        @WithDefault("5d")
        Duration disabledAfter();

        /** Whether receivers that are told in Outlay's own form are asked whether they want messages, when their group is put. */
        @WithDefault("true")
        boolean handshake();

        /** What becomes of messages to such a receiver that has not agreed. One that has said no gets none either way. */
        @WithDefault("deliver")
        Unverified unverified();

        /** Attempts on their way to one scheme, host and port at a time. 1 to 100. */
        @WithDefault("16")
        int perEndpoint();
    }

    /** What becomes of messages to receivers that have not agreed to them. */
    enum Unverified {
        /** They are sent. */
        DELIVER,
        /** They are refused, until the receiver has agreed and somebody sends them again. */
        WITHHOLD
    }

    /** E-mail. */
    interface Mail {
        /** Sender of every message; its domain is that of the message ids. */
        @WithDefault("outlay@localhost")
        String from();

        /** Address to which mail servers send back what they cannot deliver (the envelope's sender); the sender itself without it. */
        Optional<String> bouncesTo();

        /** Address of whoever runs Outlay, to which is told what could not be told to others, and that a webhook was disabled where its group has no addresses; nobody without it. */
        Optional<String> operator();

        /** Messages on their way to the mail server at a time. 1 to 100. */
        @WithDefault("8")
        int concurrency();

        /** How long one message may take. 1 s to 120 s. */
        @WithDefault("30s")
        Duration timeout();
    }

    /** Deliveries. */
    interface Delivery {
        /** Attempts on their way at a time, in all. 1 to 2000. */
        @WithDefault("256")
        int inFlight();

        /** How often due deliveries are looked for when nothing says that there are any. 10 ms to 60 s. */
        @WithDefault("150ms")
        Duration poll();

        /** After this an attempt whose end was never recorded is made again; longer than every timeout. 1 s to 1 h. */
        @WithDefault("150s")
        Duration lease();

        /** How long a digest waits for more after its first alert. 0 s to 24 h. */
        @WithDefault("5m")
        Duration digestWindow();
    }

    /** What is heard on the topic {@code access}. */
    interface Access {
        /** After this long without a heartbeat customers' people are refused. 500 ms to 60 s. */
        @WithDefault("2s")
        Duration patience();
    }

    /** Where traces go. */
    interface Traces {
        /** Address of an OpenTelemetry collector, OTLP over HTTP, without {@code /v1/traces}; nothing is traced without it. */
        Optional<String> endpoint();

        /** {@code name=value}, separated by commas: headers for the collector. A secret. */
        Optional<String> headers();
    }

    /** Lists. */
    interface Paging {
        /** Items on a page. 1 to 1000. */
        @WithDefault("100")
        int size();
    }

    /** Requests over HTTP. */
    interface Requests {
        /** How many a principal may make of one replica a minute, over time. 1 to 1000000. */
        @WithDefault("6000")
        int perMinute();

        /** How many a principal may make at once, after a rest. 1 to 1000000. */
        @WithDefault("1000")
        int atOnce();

        /** How long the body of one may take to arrive. 1 s to 10 min. */
        @WithDefault("60s")
        Duration longestBody();
    }

    /** Whom a connection is kept for: named here to be known; deploy/connection reads them, and refuses what could only be a mistake. */
    interface Connections {
        /** How long the head of a request may take to arrive, from its first byte. 1 s to 10 min. */
        @WithDefault("30s")
        Duration longestHead();

        /** How long the other side may take nothing of an answer. 1 s to 1 h. */
        @WithDefault("5M")
        Duration longestStall();
    }
}

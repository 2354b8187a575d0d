package dev.outlay.alert;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.settings.SettingsCheck;
import dev.outlay.alert.settings.Variables;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes the plain objects of the core from the settings, and stops the start where a setting cannot be used. */
@ApplicationScoped
class Wiring {

    void check(@Observes @Priority(1) StartupEvent start, Settings settings, SecretSeal seal) {
        List<String> problems = new ArrayList<>(SettingsCheck.problems(settings));
        problems.addAll(Variables.problems(System.getenv().keySet()));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SecretSeal seal(Settings settings) {
        return SecretSeal.ofKey(settings.secretKey());
    }

    @Produces
    @Singleton
    SignedLinks links(Settings settings) {
        return SignedLinks.ofKey(settings.secretKey());
    }

    @Produces
    @Singleton
    AccessDecision.Rules rules(Settings settings) {
        return new AccessDecision.Rules(settings.partner().tenant().orElse(""));
    }

    @Produces
    @Singleton
    AccessHeard heard(Settings settings, Clock clock) {
        return new AccessHeard(clock, settings.access().patience());
    }
}

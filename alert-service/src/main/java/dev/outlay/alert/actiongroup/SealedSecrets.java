package dev.outlay.alert.actiongroup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets of a group as its row keeps them: JSON of the receivers' names in lower case to sealed secrets in base64. */
public final class SealedSecrets {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SealedSecrets() {}

    /** The sealed secret of a receiver; empty where there is none, or where what is kept cannot be read. */
    public static Optional<byte[]> of(String json, String receiver) {
        try {
            return Optional.ofNullable(read(json).get(receiver)).map(Base64.getDecoder()::decode);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** The same JSON with another sealed secret of one receiver. */
    static String with(String json, String receiver, byte[] sealed) {
        try {
            Map<String, String> all = new TreeMap<>(read(json));
            all.put(receiver, Base64.getEncoder().encodeToString(sealed));
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored secrets are not JSON", impossible);
        }
    }

    private static Map<String, String> read(String json) throws JsonProcessingException {
        return JSON.readValue(json, new TypeReference<>() {});
    }
}

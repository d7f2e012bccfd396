// Prints what Java programs push: title, channel and payload in base64, separated by tabs.
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.*;
import java.util.*;

class Shapes {
  public static class Mail {
    public String to = "ann@example.com";
    public String subject = "Hi";
    public String body = "Hello";
    public String replyTo;
    public List<String> cc;
    public Map<String, String> headers;
    public List<File> attachments;
    public Object sendAt;
    public Boolean html;
  }

  public static class File {
    public String filename = "a.bin";
    public byte[] content = {1, 2, -1};
    public String contentType;
  }

  static final ObjectMapper JACKSON = new ObjectMapper().registerModule(new JavaTimeModule());

  static void show(String title, byte[] payload) {
    System.out.println("Java: " + title + "\temail\t" + Base64.getEncoder().encodeToString(payload));
  }

  public static void main(String[] args) throws Exception {
    show("Jackson, null for absent fields", JACKSON.writeValueAsBytes(new Mail()));
    Mail mail = new Mail();
    mail.replyTo = "shop@example.com";
    mail.cc = List.of("bob@example.com");
    show("Jackson, snake case", new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).writeValueAsBytes(mail));
    show("Jackson, kebab case", new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).writeValueAsBytes(mail));
    show("Jackson, upper camel case", new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).writeValueAsBytes(mail));
    mail = new Mail();
    mail.attachments = List.of(new File());
    show("Jackson, byte[]", JACKSON.writeValueAsBytes(mail));
    mail = new Mail();
    ZonedDateTime at = ZonedDateTime.of(2031, 11, 23, 11, 0, 0, 0, ZoneId.of("Europe/Berlin"));
    mail.sendAt = at.toInstant();
    show("Jackson, Instant as a decimal of seconds", JACKSON.writeValueAsBytes(mail));
    mail.sendAt = at.toString();
    show("ZonedDateTime.toString", JACKSON.writeValueAsBytes(mail));
    mail.sendAt = at.toOffsetDateTime().toString();
    show("OffsetDateTime.toString, without seconds", JACKSON.writeValueAsBytes(mail));
    mail.sendAt = new Date(at.toInstant().toEpochMilli());
    show("Jackson, Date", JACKSON.writeValueAsBytes(mail));
    mail.sendAt = new Date(at.toInstant().toEpochMilli()).toString();
    show("Date.toString", JACKSON.writeValueAsBytes(mail));
    mail.sendAt = at.toLocalDateTime();
    show("Jackson, LocalDateTime", JACKSON.writeValueAsBytes(mail));
    mail.sendAt = List.of(1, -2, -61);
    show("signed bytes as content, as Gson writes them", "{\"to\":\"ann@example.com\",\"subject\":\"Hi\",\"body\":\"Hello\",\"attachments\":[{\"filename\":\"a.bin\",\"content\":[1,-2,-61]}]}".getBytes());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new TreeMap<>(Map.of("to", "ann@example.com")));
    show("ObjectOutputStream", bytes.toByteArray());
    show("Map.toString", new TreeMap<>(Map.of("to", "ann@example.com", "body", "Hello")).toString().getBytes());
    show("JSON in a JSON string, GenericJackson2JsonRedisSerializer of a String", JACKSON.writeValueAsBytes("{\"to\":\"ann@example.com\"}"));
    show("a typed array, GenericJackson2JsonRedisSerializer", "[\"com.example.Mail\",{\"to\":\"ann@example.com\",\"subject\":\"Hi\",\"body\":\"Hello\"}]".getBytes());
    show("@class, GenericJackson2JsonRedisSerializer", "{\"@class\":\"com.example.Mail\",\"to\":\"ann@example.com\",\"subject\":\"Hi\",\"body\":\"Hello\"}".getBytes());
  }
}

package com.couponcommerce.workers.api.settings;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.settings.SettingsInForce;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Shows the settings in force on the instance that answers, and where each is set. */
@Path("/settings")
@Singleton
public class SettingsResource {
  @Inject private SettingsInForce settings;

  /** Shows all settings, secrets as {@code ***}. */
  @GET
  @AllowedTo(Roles.OPERATOR)
  public Response all() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    settings.all().forEach(shown -> all.add(json(shown)));
    return Answers.ok(Json.createObjectBuilder().add("settings", all));
  }

  private static JsonObjectBuilder json(SettingsInForce.Shown shown) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", shown.setting().name())
            .add("value", text(shown.value()))
            .add("source", shown.source())
            .add("takesEffect", shown.setting().takesEffect().toString());
    if (!shown.isInForce()) {
      json.add("configured", text(shown.configured()));
    }
    shown.refused().ifPresent(mistake -> json.add("refused", mistake));
    return json;
  }

  private static JsonValue text(Optional<String> text) {
    return text.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
  }
}

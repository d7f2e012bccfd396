package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Roles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Shows what needs an operator at present. */
@Path("/problems")
@Singleton
public class ProblemsResource {
  @Inject private Problems problems;

  /** Shows the problems of both channels, the most urgent first, also while Redis is away. */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response problems() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    problems.present().forEach(problem -> list.add(problem.json()));
    return Answers.ok(Json.createObjectBuilder().add("problems", list));
  }
}

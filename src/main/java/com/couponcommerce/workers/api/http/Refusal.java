package com.couponcommerce.workers.api.http;

/**
 * Describes what the server or Jakarta REST refuses before a resource is called, by its status
 * alone: their own sentences differ, and some name a cause that is none.
 */
final class Refusal {
  private Refusal() {}

  static Problem of(int status) {
    return switch (status) {
      case 400 ->
          Problem.badRequest(
              "the request cannot be read: its path, its query or a header is malformed");
      case 401 -> new Problem(status, "Unauthorized", "log in as a user with one of the roles");
      case 403 -> Problem.forbidden("the user lacks the required role, see docs/api.md");
      case 404 ->
          Problem.notFound("there is nothing at this path; /openapi.json lists those of the API");
      case 405 ->
          new Problem(
              status,
              "Method not allowed",
              "this path does not support the method; the header Allow names those that it supports");
      case 406 -> Problem.notAcceptable("this path has no type that the header Accept allows");
      case 413 ->
          new Problem(status, "Content Too Large", "the body is larger than the server accepts");
      case 415 ->
          Problem.unsupportedType(
              "this request needs another Content-Type; /openapi.json names that of each request");
      case 500 -> new Problem(status, "Internal error", "see the server's log");
      case 501 -> new Problem(status, "Not implemented", "the server does not know the method");
      case 503 ->
          new Problem(status, "Unavailable", "the server is starting, stopping or busy; try again");
      default -> new Problem(status, "Refused", "the server cannot process the request");
    };
  }
}

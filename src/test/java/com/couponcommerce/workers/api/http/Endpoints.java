package com.couponcommerce.workers.api.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ResourceInfo;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All endpoints of the resources, found by their annotations. */
public final class Endpoints {
  private Endpoints() {}

  /** Returns the endpoints, sorted by path and method. */
  public static List<Endpoint> all() {
    return classes()
        .filter(found -> found.isAnnotationPresent(jakarta.ws.rs.Path.class))
        .flatMap(found -> Arrays.stream(found.getMethods()))
        .flatMap(Endpoints::of)
        .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method))
        .toList();
  }

  /** Returns the accepted types of body, by method and path. */
  public static Map<String, Set<String>> bodies() {
    Map<String, Set<String>> bodies = new TreeMap<>();
    classes()
        .filter(found -> found.isAnnotationPresent(jakarta.ws.rs.Path.class))
        .flatMap(found -> Arrays.stream(found.getMethods()))
        .filter(java -> java.isAnnotationPresent(Consumes.class))
        .forEach(
            java ->
                of(java)
                    .forEach(
                        endpoint ->
                            bodies.put(
                                endpoint.method() + " " + endpoint.path(),
                                Set.of(java.getAnnotation(Consumes.class).value()))));
    return bodies;
  }

  private static Stream<Class<?>> classes() {
    URL room = Objects.requireNonNull(RestApplication.class.getResource("RestApplication.class"));
    Path classes = Path.of(room.getPath()).resolve("../..").normalize();
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .<Class<?>>map(file -> load(classes.relativize(file).toString()))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String file) {
    String name = file.replace(File.separatorChar, '.').replaceFirst("\\.class$", "");
    try {
      return Class.forName("com.couponcommerce.workers.api." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Endpoint> of(Method java) {
    return Arrays.stream(java.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .map(method -> Endpoint.of(method, info(java)));
  }

  private static ResourceInfo info(Method java) {
    return new ResourceInfo() {
      @Override
      public Method getResourceMethod() {
        return java;
      }

      @Override
      public Class<?> getResourceClass() {
        return java.getDeclaringClass();
      }
    };
  }
}

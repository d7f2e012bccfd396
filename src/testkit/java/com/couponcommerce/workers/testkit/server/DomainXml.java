package com.couponcommerce.workers.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Removes from a domain.xml the services that a WAR on a developer's machine does not use. */
final class DomainXml {
  private final Path file;
  private final Document document;
  private final Element config;

  DomainXml(Path file) {
    this.file = file;
    try {
      document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file + " is not what Payara writes", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    config =
        elements(document.getDocumentElement(), "config").stream()
            .filter(element -> element.getAttribute("name").equals("server-config"))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Disables the data grid, JMX, IIOP, JMS and the OSGi shell. Measured on two cores with a trivial
   * WAR, from the launch of the JVM to the deployment: 18.9 s for an unchanged Payara, 10.5 s
   * without the data grid (Hazelcast), 7.5 s with only the C1 compiler. The other services would
   * only open ports, on all interfaces.
   */
  DomainXml trimmed() {
    elements(config, "hazelcast-config-specific-configuration")
        .forEach(grid -> grid.setAttribute("enabled", "false"));
    elements(config, "jmx-connector").forEach(jmx -> jmx.setAttribute("enabled", "false"));
    elements(config, "iiop-listener").forEach(DomainXml::remove);
    Element messages = document.createElement("jms-service");
    messages.setAttribute("type", "DISABLED");
    config.appendChild(messages);
    removeJvmOptions(
        option ->
            option.startsWith("-Dosgi.shell.")
                || option.startsWith("-Dfelix.fileinstall.")
                || option.startsWith("-Dgosh.")
                || option.startsWith("-Dorg.glassfish.additionalOSGiBundlesToStart="));
    // Otherwise the launcher adds the shell and its port again.
    addJvmOption("-Dorg.glassfish.additionalOSGiBundlesToStart=");
    return this;
  }

  DomainXml withJvmOptions(List<String> options) {
    options.forEach(this::addJvmOption);
    return this;
  }

  /** Makes the HTTP and the admin listener answer on loopback, and disables all others. */
  DomainXml listeningOn(int httpPort, int adminPort) {
    Map<String, Integer> ports = Map.of("http-listener-1", httpPort, "admin-listener", adminPort);
    for (Element listener : elements(config, "network-listener")) {
      Integer port = ports.get(listener.getAttribute("name"));
      if (port == null) {
        listener.setAttribute("enabled", "false");
      } else {
        listener.setAttribute("address", "127.0.0.1");
        listener.setAttribute("port", port.toString());
      }
    }
    return this;
  }

  void write() {
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(file.toFile()));
    } catch (TransformerException e) {
      throw new IllegalStateException(file + " cannot be written", e);
    }
  }

  private void removeJvmOptions(Predicate<String> unwanted) {
    elements(config, "jvm-options").stream()
        .filter(option -> unwanted.test(option.getTextContent()))
        .forEach(DomainXml::remove);
  }

  private void addJvmOption(String option) {
    Element element = document.createElement("jvm-options");
    element.setTextContent(option);
    elements(config, "java-config").forEach(java -> java.appendChild(element));
  }

  private static void remove(Element element) {
    element.getParentNode().removeChild(element);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength())
        .mapToObj(index -> (Element) found.item(index))
        .toList();
  }
}

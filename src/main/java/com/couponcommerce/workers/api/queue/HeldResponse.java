package com.couponcommerce.workers.api.queue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Holds back the body of a response, so that a filter can change it. */
final class HeldResponse extends HttpServletResponseWrapper {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));

  HeldResponse(HttpServletResponse response) {
    super(response);
  }

  /** Returns the body so far. */
  String text() {
    writer.flush();
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        body.write(b);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("the body is held back");
      }
    };
  }

  /** Does nothing: the body gets another length. */
  @Override
  public void setContentLength(int length) {}

  /** Does nothing: the body gets another length. */
  @Override
  public void setContentLengthLong(long length) {}

  /** Does nothing: the body is not complete. */
  @Override
  public void flushBuffer() {}
}

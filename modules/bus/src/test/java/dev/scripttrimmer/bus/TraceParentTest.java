package dev.scripttrimmer.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Test;

class TraceParentTest {
  private static final String VALUE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void whatIsReadIsWrittenAgain() {
    Span span = Span.fromContext(new TraceParent(VALUE).context());

    assertThat(span.getSpanContext().isRemote()).isTrue();
    assertThat(TraceParent.of(span)).contains(new TraceParent(VALUE));
  }

  @Test
  void whereNobodyTracesThereIsNone() {
    assertThat(TraceParent.current()).isEmpty();
    assertThat(TraceParent.of(Span.fromContext(new TraceParent("rubbish").context()))).isEmpty();
  }
}

package dev.scripttrimmer.app.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.app.config.ConfigException;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** No node starts on a store in which two workers could hold one job. */
class StoreCheckTest {
  private static final String BUCKET = "bucket";

  private final ObjectStore store = new InMemoryObjectStore(BUCKET);

  @Test
  void aStoreThatKeepsConditionsWillDo() {
    assertThatCode(() -> new StoreCheck(store, BUCKET).requireConditionalWrites())
        .doesNotThrowAnyException();
  }

  @Test
  void aStoreThatIgnoresThemIsRefused() {
    ObjectStore careless =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("put")) {
                    arguments[3] = Precondition.none();
                  }
                  return method.invoke(store, arguments);
                });

    assertThatThrownBy(() -> new StoreCheck(careless, BUCKET).requireConditionalWrites())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("does not keep conditional writes");
  }
}

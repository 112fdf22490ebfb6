package dev.scripttrimmer.system.cluster;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test that asks for it the one cluster, with all its nodes alive, and sees that none
 * leaves programs or files behind. Also gives the table of all faults.
 */
final class SharedCluster implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  @Override
  public void beforeEach(ExtensionContext context) {
    if (isWanted(context)) {
      cluster(context).fill();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (isWanted(context) && context.getExecutionException().isEmpty()) {
      cluster(context).assertNothingLeft();
    }
  }

  /** Some tests need a cluster of another kind, and this one not at all. */
  private static boolean isWanted(ExtensionContext context) {
    return Arrays.asList(context.getRequiredTestMethod().getParameterTypes())
        .contains(FaultCluster.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == FaultCluster.class || type == FaultTable.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FaultTable.class
        ? table(context)
        : cluster(context);
  }

  private static FaultCluster cluster(ExtensionContext context) {
    FaultTable table = table(context);
    return once(context, FaultCluster.class, type -> new FaultCluster(Site.PLAIN, table));
  }

  private static FaultTable table(ExtensionContext context) {
    return once(context, FaultTable.class, type -> new FaultTable());
  }

  private static <T> T once(ExtensionContext context, Class<T> type, Function<Class<T>, T> make) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedCluster.class))
        .getOrComputeIfAbsent(type, make, type);
  }
}

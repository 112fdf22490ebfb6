package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test the one page, and fails the tests in which the page made a mistake. */
final class SharedPage implements AfterEachCallback, ParameterResolver {
  @Override
  public void afterEach(ExtensionContext context) {
    Browser browser = page(context).browser();
    browser.unstage();
    assertThat(browser.errors()).as("mistakes of the page").isEmpty();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PageUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return page(context);
  }

  private static PageUnderTest page(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedPage.class))
        .getOrComputeIfAbsent(
            PageUnderTest.class, type -> new PageUnderTest(), PageUnderTest.class);
  }
}

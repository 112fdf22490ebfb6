package dev.scripttrimmer.languagemodel;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.segmentation.SegmentReviser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a language model. Whatever goes wrong there ends within the deadline and without an answer.
 * Thread-safe.
 */
public final class ChatReviser implements SegmentReviser {
  private static final Logger LOG = LoggerFactory.getLogger(ChatReviser.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final LanguageModelConfig config;
  private final ChatModel model;

  public ChatReviser(LanguageModelConfig config) {
    this.config = config;
    this.model =
        OpenAiChatModel.builder()
            .httpClientBuilder(BoundedHttpClient.builder(min(CONNECT_TIMEOUT, config.timeout())))
            .baseUrl(config.url().toString())
            .apiKey(config.apiKey().orElse("none"))
            .modelName(config.model())
            .timeout(config.timeout())
            .maxRetries(config.retries())
            .temperature(0.0)
            .logRequests(false)
            .logResponses(false)
            .build();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Override
  public Optional<List<Proposal>> revise(Transcript transcript, List<Segment> topics) {
    List<ChatMessage> messages = RevisionPrompt.of(transcript, topics, config.maxCharacters());
    return ask(messages).flatMap(this::read);
  }

  /** The client's own limit ends with the answer's head: a body that trickles in has none. */
  private Optional<String> ask(List<ChatMessage> messages) {
    FutureTask<String> answer = new FutureTask<>(() -> model.chat(messages).aiMessage().text());
    Thread thread = new Thread(answer, "language-model");
    thread.setDaemon(true);
    thread.start();
    try {
      String text = answer.get(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
      return Optional.ofNullable(text);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return without("no answer in time");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return without("interrupted");
    } catch (ExecutionException e) {
      // Its message may hold what was sent, or what came back.
      return without(e.getCause().getClass().getSimpleName());
    }
  }

  private Optional<List<Proposal>> read(String text) {
    Optional<List<Proposal>> proposals = RevisionAnswer.read(text);
    return proposals.isPresent() ? proposals : without("malformed answer");
  }

  private <T> Optional<T> without(String reason) {
    LOG.warn("language model gave no revision model={} reason=\"{}\"", config.model(), reason);
    return Optional.empty();
  }
}

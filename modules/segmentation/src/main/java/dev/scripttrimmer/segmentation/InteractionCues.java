package dev.scripttrimmer.segmentation;

import static dev.scripttrimmer.segmentation.InteractionCue.Role.CALL_FOR_QUESTIONS;
import static dev.scripttrimmer.segmentation.InteractionCue.Role.INVITATION;
import static dev.scripttrimmer.segmentation.InteractionCue.Role.QUESTION_FROM_AUDIENCE;
import static dev.scripttrimmer.segmentation.InteractionCue.Role.QUESTION_TO_AUDIENCE;
import static dev.scripttrimmer.segmentation.InteractionCue.Role.REACTION;
import static dev.scripttrimmer.segmentation.InteractionCue.anywhere;
import static dev.scripttrimmer.segmentation.InteractionCue.opening;

import java.util.List;

/** The English cues, by what they do. */
final class InteractionCues {
  private static final String ANYONE = "(?:anyone|anybody|someone|somebody|everyone|everybody)";
  private static final String WH =
      "(?:what|why|how|which|where|when|who)(?: (?:kind|sort|one|of these|many|much|long|often|far|"
          + "else|exactly|about))?";
  private static final String AUXILIARY =
      "(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|might|must)";
  private static final String SUBJECT =
      "(?:it|that|there|this|these|those|he|she|they|we|the|a|an|any|all|both|each)";

  static final List<InteractionCue> ENGLISH =
      List.of(
          // Asking for questions.
          anywhere(
              CALL_FOR_QUESTIONS,
              0.95,
              "(?:does|do|has|did) (?:"
                  + ANYONE
                  + "|you|any of you) (?:still )?(?:have|got|had) "
                  + "(?:\\w+ ){0,3}questions?"),
          anywhere(
              CALL_FOR_QUESTIONS,
              0.95,
              "(?:are|is) there (?:\\w+ )?(?:any|other|more|further|a|some) (?:\\w+ )?questions?"),
          opening(CALL_FOR_QUESTIONS, 0.95, "any (?:\\w+ )?questions?"),
          opening(CALL_FOR_QUESTIONS, 0.8, "questions? (?:so far|anyone|about|on|before)"),
          anywhere(CALL_FOR_QUESTIONS, 0.75, "(?:feel free|don't hesitate) to ask"),
          anywhere(
              CALL_FOR_QUESTIONS,
              0.7,
              "(?:take|answer|hear|open (?:it|the floor) (?:up )?(?:to|for)) "
                  + "(?:some |any |your |a few |a couple of |one more |the )*questions?"),
          anywhere(CALL_FOR_QUESTIONS, 0.7, "(?:is|was) (?:anything|something) (?:still )?unclear"),

          // Asking the audience.
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.95,
              "(?:can|could|would|will|does|did|has|have|is) (?:any|some)(?:one|body)(?: \\w+)? "
                  + "(?:tell|know|say|see|explain|remember|guess|think|want|like|care|here|been|"
                  + "heard|seen|tried|done|give|name|ever|already|recall|spot|notice|help|disagree|"
                  + "hear)"),
          opening(
              QUESTION_TO_AUDIENCE,
              0.95,
              "who (?:can|could|wants?|knows?|remembers?|would like|"
                  + "has (?:an idea|ever|already|seen|heard|done|tried)|here|thinks|else|of you)"),
          opening(
              QUESTION_TO_AUDIENCE,
              0.9,
              "(?:anyone|anybody|any (?:ideas?|guess(?:es)?|thoughts|"
                  + "suggestions|takers|volunteers|other ideas))"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.9,
              "(?:what|why|how|which|where|who|when)(?: \\w+){0,3} "
                  + "(?:do|did|would|could|can|should|will) you(?: all| guys)? "
                  + "(?:think|guess|say|expect|notice|see|feel|do|choose|solve|call|get|know|suggest|"
                  + "prefer|remember|recognize|imagine|suppose|make|mean)"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.95,
              "how many (?:of you|people (?:here|in (?:this|the) room)" + "|in here)"),
          anywhere(QUESTION_TO_AUDIENCE, 0.8, "(?:does|do) (?:that|this|it) (?:all )?make sense"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.75,
              "(?:is|are) (?:that|this|it|we|you|everyone|everybody|"
                  + "all of you) (?:all |still )?(?:clear|okay|with me|following|ready|on board)"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.8,
              "can (?:everyone|everybody|you all|you) (?:\\w+ )?"
                  + "(?:see|hear|read) (?:me|this|that|it|the)"),
          opening(
              QUESTION_TO_AUDIENCE,
              0.7,
              "(?:do|did|have|can|could|would|are|were) (?:you|any of "
                  + "you|all of you|some of you)"),
          opening(
              QUESTION_TO_AUDIENCE,
              0.7,
              "(?:has|have|does|do|did|is|are|was|can|could|would|will) (?:anyone|anybody|everyone|"
                  + "everybody|someone|somebody)"),
          anywhere(
              QUESTION_TO_AUDIENCE, 0.6, "(?:some|many|most|all|those|both|none|each|one) of you"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.6,
              "(?:you (?:in|at|over|up|down) (?:the|there|here)|" + "you there)"),
          opening(QUESTION_TO_AUDIENCE, 0.35, WH + " " + AUXILIARY),
          opening(
              QUESTION_TO_AUDIENCE,
              0.35,
              "(?:what|why|how|which|where|who) (?:\\w+ ){1,2}"
                  + "(?:is|are|do|does|did|would|will)"),
          opening(QUESTION_TO_AUDIENCE, 0.4, AUXILIARY + " " + SUBJECT),
          opening(QUESTION_TO_AUDIENCE, 0.35, "(?:what|how) about"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.35,
              "(?:isn't|aren't|doesn't|don't|didn't|won't|wasn't) " + "(?:it|they|you|we|that)$"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.8,
              "(?:here is|here's|i have|i've got|let me ask|i want to ask|i will ask|i'll ask)(?: you)? "
                  + "(?:\\w+ ){0,3}(?:question|quiz|riddle|puzzle|something)(?: for (?:you|everybody|"
                  + "everyone|all of you))?$|(?:question|quiz|riddle|puzzle) for (?:you|everybody|"
                  + "everyone|all of you)"),
          anywhere(
              QUESTION_TO_AUDIENCE,
              0.35,
              "(?:what|how|why|which|where|when|who)(?: \\w+){0,2} "
                  + AUXILIARY
                  + " "
                  + "(?:it|that|this|there|you|we|they|the|a|he|she|i)"),

          // Inviting the audience to act.
          opening(
              INVITATION,
              0.55,
              "please (?!remember|note|keep|do not|don't|be|forgive|excuse|bear|also remember)\\w+"),
          anywhere(
              INVITATION,
              0.75,
              "(?:do|type|say|read|write|try|count|sing|follow|draw)(?: \\w+){0,3} (?:with me|after me|"
                  + "along)"),
          opening(
              INVITATION,
              0.7,
              "(?:open|close|take|pick up|grab|get|check|look at|turn to|raise|use|read) your"),
          opening(INVITATION, 0.7, "go ahead and"),
          anywhere(
              INVITATION,
              0.95,
              "(?:raise|put up|show me) your hands?|put your hands? (?:up|down)|"
                  + "show of hands|hands up|raise of hands"),
          anywhere(
              INVITATION,
              0.9,
              "(?:talk|turn|speak|discuss|compare|explain)(?: \\w+){0,3} "
                  + "(?:to|with) (?:your|the person|each|one|a) (?:neighbou?rs?|partners?|next to you|"
                  + "other|another|sitting)"),
          anywhere(
              INVITATION,
              0.8,
              "(?:take|have|spend|you have|i'll give you|i will give you|give "
                  + "yourselves?|let me give you) (?:\\w+ ){0,3}(?:minutes?|moment|seconds?) (?:to|and|for)"),
          anywhere(
              INVITATION,
              0.8,
              "(?:let's|let us) (?:all )?(?:vote|take a vote|try (?:it|this|that|one)"
                  + " together|do (?:it|this|one|that) together|play|hear from|see (?:who|how many)|"
                  + "have a (?:vote|poll|quick poll|show))"),
          anywhere(
              INVITATION,
              0.8,
              "(?:work|get|split|form|break)(?: up)? (?:in|into|in to) (?:small )?"
                  + "(?:pairs|groups|teams)"),
          anywhere(
              INVITATION,
              0.75,
              "(?:try|do|solve|work out|check|test) (?:it|this|that|this one|"
                  + "the (?:next )?(?:one|exercise|problem)) (?:out )?(?:yourself|yourselves|for yourself|"
                  + "on your own|now|at home)"),
          anywhere(
              INVITATION,
              0.75,
              "(?:take|get|pull) out (?:your|a|some) (?:\\w+ )?(?:phones?|paper|pens?|"
                  + "pencils?|laptops?|notebooks?|sheet|calculators?|books?)"),
          anywhere(
              INVITATION,
              0.8,
              "(?:please )?(?:write|type|post|put|leave) (?:\\w+ ){0,5}(?:in|into) "
                  + "the (?:chat|comments)"),
          opening(
              INVITATION,
              0.7,
              "(?:please |everybody |everyone )(?:stand|sit|write|open|close|look at "
                  + "your|take|come|repeat|turn|clap|think|point|pass|tell|join|vote|scan|discuss)"),
          opening(
              INVITATION,
              0.7,
              "(?:everybody|everyone|all of you|those of you|if you) (?:\\w+ ){0,4}"
                  + "(?:raise|stand up|put your|clap)"),
          anywhere(
              INVITATION,
              0.75,
              "(?:think about (?:it|this|that) for a (?:\\w+ )?(?:moment|minute|second|"
                  + "while))"),
          anywhere(
              INVITATION,
              0.75,
              "(?:come|step) (?:up )?(?:here |to the (?:front|board) )(?:and|to)|"
                  + "need a volunteer|any volunteers|one volunteer|scan (?:the|this) (?:q r|qr|code)"),
          anywhere(INVITATION, 0.7, "(?:give|big|round of|warm) (?:\\w+ ){0,3}applause|join me in"),
          anywhere(
              INVITATION,
              0.65,
              "(?:guess|shout (?:it )?out|call out|repeat after me|say it with me)"),

          // Somebody in the audience asks.
          anywhere(
              QUESTION_FROM_AUDIENCE,
              0.95,
              "i (?:have|had|got|still have|just have|also have) (?:a|one|"
                  + "another|just|two|some) (?:\\w+ )?questions?"),
          opening(QUESTION_FROM_AUDIENCE, 0.9, "(?:can|could|may) i (?:just |also |quickly )?ask"),
          anywhere(
              QUESTION_FROM_AUDIENCE,
              0.9,
              "(?:could|can|would) you (?:please |maybe |just |also )*"
                  + "(?:repeat|explain|say|go (?:back|over)|clarify|show|elaborate|give)"),
          anywhere(
              QUESTION_FROM_AUDIENCE,
              0.85,
              "i(?: am|'m)? (?:was |still |just |really )*(?:wondering|"
                  + "don't (?:understand|get|see|quite)|didn't (?:understand|get|see|quite|catch|hear|"
                  + "follow)|not sure (?:i|why|how|what)|confused|lost)"),
          anywhere(
              QUESTION_FROM_AUDIENCE,
              0.8,
              "(?:what|how) (?:did|do) you mean|you (?:said|mentioned|told "
                  + "us|wrote|showed)(?: \\w+){0,8} (?:but|why|how|what|does|is|so)"),
          opening(
              QUESTION_FROM_AUDIENCE,
              0.75,
              "(?:does|would|did|is|doesn't|wouldn't) (?:that|this|it) "
                  + "(?:also |always |still |even |then )?(?:mean|work|apply|hold|depend|matter|change|"
                  + "imply|count|happen)"),
          opening(
              QUESTION_FROM_AUDIENCE,
              0.7,
              "(?:what (?:happens|if|would happen)|is it (?:possible|"
                  + "true|okay|the same|correct|always|also|better|safe)|do (?:we|i) (?:have|need)|should "
                  + "(?:we|i)|can (?:we|i|you)|will (?:this|that|we|there|it) be|do i)"),
          opening(
              QUESTION_FROM_AUDIENCE,
              0.75,
              "(?:excuse me|(?:sorry|professor|sir|doctor|miss) (?:what|why|"
                  + "how|could|can|is|does|do|i|but|where|when))"),

          // Taking up what somebody said.
          anywhere(
              REACTION,
              0.85,
              "(?:good|great|excellent|interesting|fair|nice|tricky|important) "
                  + "(?:question|guess|answer|suggestion)"),
          opening(
              REACTION,
              0.7,
              "(?:exactly|correct|absolutely|precisely|well done|very good|not quite|"
                  + "that's (?:right|correct|it|true|one)|that is (?:right|correct|true)|you're right|you "
                  + "are right|go ahead|close|perfect)"),
          anywhere(
              REACTION,
              0.8,
              "(?:the|your|his|her|this|that) question (?:was|is (?:whether|why|how|if|"
                  + "what|about))|to (?:answer|repeat) (?:your|the|that|this) question|(?:did|does) that "
                  + "answer|thanks? (?:you )?for (?:the|that|your|asking)"),
          opening(
              REACTION,
              0.75,
              "(?:yes|yeah|okay|ok)? ?(?:please |you )?(?:go ahead|in the (?:back|front|"
                  + "middle|first row|last row|second row|corner)|over there|at the back|in the \\w+ "
                  + "(?:shirt|sweater|jacket|hat))"),
          anywhere(
              REACTION,
              0.7,
              "(?:i (?:see|saw) (?:a|one|some|two|many|a few|only) (?:more )?hands?|"
                  + "(?:someone|somebody) (?:\\w+ )?(?:says|said|asked|asks|wrote|is asking)|i hear|"
                  + "(?:is|was) asking|asks (?:if|whether|why|how)|well done|(?:is|are|was|were|you're) "
                  + "(?:absolutely |quite |exactly )?(?:correct|right)$)"));

  private InteractionCues() {}
}

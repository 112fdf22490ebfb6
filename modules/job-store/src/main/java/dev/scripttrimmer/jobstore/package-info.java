/**
 * Jobs as documents in an object store, which decides between competing writers.
 *
 * <pre>
 * jobs/&lt;key&gt;/job.json                       the job's head
 * jobs/&lt;key&gt;/&lt;run&gt;/result-&lt;nonce&gt;.json     a result too large for the head
 * jobs/&lt;key&gt;/&lt;run&gt;/&lt;stage&gt;/&lt;name&gt;       what a stage has put out
 * active/&lt;submitted&gt;-&lt;key&gt;-&lt;run&gt;           the run has not ended; empty while it waits
 * index/&lt;submitted, reversed&gt;-&lt;key&gt;-&lt;run&gt;  the run happened
 * </pre>
 *
 * <p>A key keeps its last two runs: when a run completes, those before the one before it are
 * removed. A writer that loses the head removes its result; that of one killed just before goes
 * with the key's next completed run. Heads, index and the last two runs stay until somebody removes
 * them, such as a lifecycle rule of the bucket.
 */
package dev.scripttrimmer.jobstore;

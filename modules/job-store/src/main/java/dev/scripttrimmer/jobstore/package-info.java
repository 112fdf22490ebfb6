/**
 * Jobs as documents in an object store, which decides between competing writers.
 *
 * <pre>
 * jobs/&lt;key&gt;/job.json                       the job's head
 * jobs/&lt;key&gt;/&lt;run&gt;/result-&lt;nonce&gt;.json     a result too large for the head
 * jobs/&lt;key&gt;/&lt;run&gt;/&lt;stage&gt;/&lt;name&gt;       what a stage has put out
 * active/&lt;submitted&gt;-&lt;key&gt;-&lt;run&gt;           the run has not ended
 * index/&lt;submitted, reversed&gt;-&lt;key&gt;-&lt;run&gt;  the run happened
 * </pre>
 */
package dev.scripttrimmer.jobstore;

import { submitJob } from "../api.js";
import * as edits from "../edit/draft-store.js";
import { toast } from "../ui/feedback.js";

/**
 * Runs the feed's video once more; says so when the service refuses.
 *
 * @param {import("./job-feed.js").JobFeed} feed
 */
export async function runAgain(feed) {
  try {
    const { s3_url, video_type, result } = feed.snapshot;
    await submitJob(s3_url, video_type, Boolean(result?.tightened));
    edits.remove(feed.key); // They were made to clips that will not be.
    feed.restart();
  } catch (error) {
    toast(error.message);
  }
}

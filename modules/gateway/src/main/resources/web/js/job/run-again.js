import { submitJob } from "../api.js";
import { toast } from "../ui/feedback.js";

/**
 * Runs the feed's video once more; says so when the service refuses.
 *
 * @param {import("./job-feed.js").JobFeed} feed
 */
export async function runAgain(feed) {
  try {
    await submitJob(feed.snapshot.s3_url, feed.snapshot.video_type);
    feed.restart();
  } catch (error) {
    toast(error.message);
  }
}

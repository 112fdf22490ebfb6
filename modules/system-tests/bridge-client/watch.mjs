// Follows one job as the documentation says, and prints what is shown, a line each, to its end.
// node watch.mjs SERVICE KEY, with the documented snippet beside it in target/follow-job.mjs.
import { followJob } from "./target/follow-job.mjs";

const [service, key] = process.argv.slice(2);
followJob(service, key, (update) => {
  console.log(JSON.stringify(update));
  if (update.status === "completed" || update.status === "failed") {
    process.exit(0);
  }
});

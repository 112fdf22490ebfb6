/** Every text of the page, in one place. */

import { bytes, clock, roughly } from "./ui/format.js";

const count = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** Limits are powers of 1024; nobody minds the few percent that this rounds away. */
const gigabytes = (size) => `${Math.floor(size / 2 ** 30)} GB`;

export const app = {
  name: "Script Trimmer",
  skipToContent: "Skip to content",
  navigation: "Main",
  nav: { home: "New", library: "Library", cluster: "Cluster" },
  titled: (title) => `${title} – Script Trimmer`,
  unreachable: "The service cannot be reached. Trying again…",
  awayTitle: "The service cannot be reached",
  awayText: "Check the connection and try again.",
  tryAgain: "Try again",
  close: "Close",
  notFoundTitle: "There is nothing here",
  notFoundText: "The address is wrong, or what it led to is gone.",
  toHome: "Process a video",
  loading: "Loading…",
  demoModel: "Demo speech model: synthetic voices only.",
  demoModelHow: "Install a full model",
  demoModelTitle: "Install a full speech model",
  demoModelSteps: [
    ["See which models there are:", "./trim model --available"],
    ["Install one, on every machine that runs a worker:", "./trim model small-en-us"],
    ["Start the service again; the model installed last is used. Then process your videos again."],
  ],
  dismiss: "Dismiss",
};

export const signIn = {
  title: "Sign in",
  lead: "This service works for people it knows. Enter the key that its operator gave you.",
  label: "Your key",
  submit: "Sign in",
  checking: "Checking…",
  unknown: "The service does not know this key. Check that it is whole.",
  kept: "Kept in this tab until you close it.",
  signOut: "Sign out",
};

export const home = {
  title: "Turn a lecture into clips",
  lead: "Topics and questions become clips, with captions and a transcript you can search.",
  drop: "Drop videos here",
  add: "Add videos",
  dropNow: "Let go to add",
  choose: "Choose files",
  limits: (max) => `MP4, MOV, MKV, WebM, AVI and more, up to ${gigabytes(max)} each`,
  urlLabel: "Or process a video that is already in S3",
  urlPlaceholder: "https://bucket.s3.region.amazonaws.com/lecture.mp4",
  urlSubmit: "Process",
  urlInvalid: "Enter the whole address of an S3 object, starting with https://.",
  uploads: "Your uploads",
  recent: "Recent videos",
  all: "All videos",
  empty: "Videos you process appear here.",
  refusedTitle: (n) => (n === 1 ? "One file was not added" : `${n} files were not added`),
};

export const refusal = {
  empty: (name) => `${name} is empty.`,
  tooLarge: (name, size, max) => `${name} is ${bytes(size)}; the limit is ${gigabytes(max)}.`,
  notVideo: (name) =>
    `${name} is not a video this service can read. Export it as MP4 and try again.`,
  folder: "Folders cannot be added; choose the videos inside.",
  duplicate: (name) => `${name} is already in the list.`,
};

export const upload = {
  live: "Live",
  recorded: "Recorded",
  kind: "Kind of recording",
  liveHint: "Held before an audience: finds topics and questions",
  recordedHint: "No audience: finds topics only",
  tighten: "Also tightened",
  tightenHint: "Also makes one video without fillers and long silences",
  process: "Process",
  processAfter: "Process when uploaded",
  willProcess: "Starts when uploaded",
  starting: "Starting…",
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel upload",
  remove: "Remove from the list",
  retry: "Try again",
  watch: "Watch progress",
  waiting: "Waiting for its turn",
  paused: "Paused",
  offline: "Connection lost; goes on when it is back",
  finishing: "Putting the parts together…",
  uploaded: "Uploaded",
  submitted: "Processing",
  interrupted: (percent) =>
    `Interrupted at ${percent}. Choose or drop the same file to go on from there.`,
  sent: (sent, total) => `${bytes(sent)} of ${bytes(total)}`,
  speed: (rate) => `${bytes(rate)}/s`,
  left: (seconds) => `${roughly(seconds)} left`,
  progressLabel: (name) => `Upload of ${name}`,
  failed: "The upload failed.",
  expired: "The upload was given up by the store. Start it again.",
  chip: "Uploading",
  announceDone: (name) => `${name} is uploaded.`,
  announceFailed: (name) => `The upload of ${name} failed.`,
};

/** By the percent that the service reports when the step begins. */
export const milestones = new Map([
  [5, "Start"],
  [15, "Download"],
  [30, "Extract audio"],
  [50, "Find pauses"],
  [70, "Transcribe"],
  [85, "Cut clips"],
  [95, "Save clips"],
  [100, "Done"],
]);

export const job = {
  status: {
    pending: "Waiting",
    running: "Processing",
    completed: "Ready",
    failed: "Failed",
    cancelled: "Cancelled",
  },
  kinds: { live: "Live", recorded: "Recorded" },
  submitted: (ago) => `Submitted ${ago}`,
  elapsed: (seconds) => `${clock(seconds)} elapsed`,
  eta: (seconds) => `about ${roughly(seconds)} left`,
  steps: "Steps",
  overall: "Overall progress",
  cancel: "Cancel",
  cancelTitle: "Cancel this job?",
  cancelText: "Processing stops and what is done so far is dropped. The uploaded video stays.",
  cancelConfirm: "Cancel the job",
  cancelKeep: "Keep going",
  notify: "Notify me",
  notifyOn: "You will be notified",
  notifyDenied: "The browser does not allow notifications from this page.",
  notifyReady: (name) => `${name} is ready`,
  notifyFailed: (name) => `${name} could not be processed`,
  live: "Connected",
  connecting: "Connecting…",
  reconnecting: "Connection lost; reconnecting…",
  reconnected: "Connected again; nothing was missed.",
  queueTitle: "Waiting for a free worker",
  queuePlace: (ahead) =>
    ahead === 0 ? "It is next in line." : `${count(ahead, "video is", "videos are")} before it.`,
  queueText: "You can close this page; processing goes on without it.",
  transcript: "Transcript so far",
  transcriptEmpty: "Words appear here as they are recognised.",
  toNewest: "Newest words",
  clips: "Clips",
  openClip: (title) => `Play the clip: ${title}`,
  announceStep: (step) => `Step: ${step}`,
  announceDone: "Processing is done. The clips are ready.",
  announceFailed: "Processing failed.",
  titlePercent: (percent, name) => `${percent} · ${name}`,
  titleEnded: (status, name) => `${status === "completed" ? "✓" : "✕"} ${name}`,
  again: "Process again",
  againTitle: "Process this video again?",
  againText: "Its clips and transcript are made anew, with the speech model that is installed now.",
  againKeep: "Keep what there is",
  uploadOther: "Upload another file",
  failedAt: (step) => `Stopped at “${step}”`,
  failedTitle: "This video could not be processed",
  cancelledTitle: "This job was cancelled",
  code: (code) => `Code: ${code}`,
  notFoundTitle: "There is no such video",
  notFoundText: "The link is wrong, or the service has forgotten the job.",
};

/** What to do about each error code; `retry` offers to run the same video again. */
export const remedies = {
  invalid_request: { text: "Check the address of the video and submit it again." },
  url_not_allowed: { text: "This service may not read that bucket. Upload the file here instead." },
  object_not_found: {
    text: "The video is not in the store, perhaps because its upload never finished. Upload it again.",
  },
  object_too_large: {
    text: "Split the recording, or export it at a lower bit rate, and upload that.",
  },
  not_a_video: { text: "Export the recording as MP4 (H.264 and AAC) and upload that." },
  no_audio_track: {
    text: "Topics and questions are found by listening. Export the recording with its sound and upload that.",
  },
  no_speech: {
    text: "No words were recognised. Check that the sound is not muted and that the speech model knows the language.",
  },
  media_corrupt: {
    text: "The file is damaged. Copy it again from the camera or recorder, or export it anew.",
  },
  media_truncated: {
    text: "The end of the file is missing, as after a copy that was cut short. Copy or upload it again.",
  },
  media_limits_exceeded: {
    text: "The recording is longer or larger than this service accepts. Split it and upload the parts.",
  },
  storage_unavailable: {
    text: "The store did not answer. Nothing is lost; try again in a few minutes.",
    retry: true,
  },
  scratch_full: {
    text: "The worker had no room for this video. Try again later, or ask its operator for more disk.",
    retry: true,
  },
  stage_timeout: {
    text: "A step took too long, perhaps on a busy machine. Try again.",
    retry: true,
  },
  recogniser_failed: {
    text: "The speech recogniser gave up on a part of the sound. Try again.",
    retry: true,
  },
  workers_lost: {
    text: "Several workers stopped while they ran this job. Tell the operator, then try again.",
    retry: true,
  },
  too_many_requests: { text: "The queue is full. Try again in a few minutes.", retry: true },
  cancelled: { text: "The uploaded video is still there; you can run it again.", retry: true },
  internal: {
    text: "This is a fault of the service, not of the video. Try again; if it stays, tell the operator.",
    retry: true,
  },
};

export const result = {
  topics: "Topics",
  interactions: "Interactions",
  clipsTab: "Clips",
  transcriptTab: "Transcript",
  summary: (topics, interactions) =>
    [
      count(topics, "topic", "topics"),
      interactions > 0 && count(interactions, "interaction", "interactions"),
    ]
      .filter(Boolean)
      .join(", "),
  noSegments: "No clips were found in this video.",
  playClip: (title) => `Play ${title}`,
  downloadClip: (title) => `Download ${title}`,
  shareClip: (title) => `Copy a link to ${title}`,
  playing: "Playing",
  clipMode: (title) => `Clip: ${title}`,
  wholeVideo: "Whole video",
  backToWhole: "Back to the whole video",
  download: "Download",
  downloadsTranscript: "Transcript and segments",
  downloadsClips: "Clips",
  downloadsTimeline: "For editing programs",
  everything: "Everything (ZIP)",
  tightened: (seconds) => `Tightened video, ${roughly(seconds)} shorter`,
  timelines: { edl: "Edit decision list (EDL)", otio: "OpenTimelineIO" },
  chooseAll: "All clips",
  chosen: (n) => `${n.toLocaleString("en")} chosen`,
  chooseClip: (title) => `Choose ${title}`,
  downloadChosen: (n, size) => (n === 1 ? `Download (${size})` : `Download ZIP (${size})`),
  files: {
    srt: "Subtitles (SRT)",
    vtt: "Subtitles (WebVTT)",
    json: "Words with times (JSON)",
    segments: "Segments (JSON)",
    chapters: "Chapters (text)",
  },
  share: "Share",
  copied: "Link copied",
  copyFailed: "The link could not be copied; it is in the address bar.",
  timings: "Time per step",
  took: (text) => `Processed in ${text}`,
  stages: {
    download: "Download",
    audio: "Audio",
    chunk: "Pauses",
    transcribe: "Transcribe",
    segment: "Segment",
    cut: "Cut",
    upload: "Save",
  },
};

export const editor = {
  open: "Edit clips",
  toolbar: "Edit clips",
  tools: {
    undo: "Undo",
    redo: "Redo",
    start: "Start the clip here",
    end: "End the clip here",
    split: "Split here",
    merge: "Merge with the next clip",
    add: "New clip here",
    remove: "Delete the clip",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
  },
  keys: {
    undo: "Ctrl Z",
    redo: "Ctrl Shift Z",
    start: "I",
    end: "O",
    split: "B",
    merge: "G",
    add: "N",
    remove: "Del",
    zoomIn: "+",
    zoomOut: "−",
  },
  hint: "Drag boundaries on the timeline, or choose a clip to change its title and times.",
  empty: "No clip is left. Undo, or add one.",
  title: "Title",
  start: "Start",
  end: "End",
  kind: "Kind",
  kinds: { topic: "Topic", interaction: "Interaction" },
  noTime: "Enter a time such as 12:34.5.",
  isNew: "New",
  isAltered: "Edited",
  newTitle: "New clip",
  secondPart: (title) => `${title} (2)`.slice(-200),
  boundary: { start: (title) => `Start of ${title}`, end: (title) => `End of ${title}` },
  count: (edits) => (edits === 0 ? "No edits yet" : count(edits, "edit", "edits")),
  recut: "Re-cut",
  recutAgain: "Cut again by your edits",
  recutFailed: "The clips could not be cut anew",
  kept: "Your edits are kept.",
  cancel: "Cancel",
  discardTitle: (edits) => (edits === 1 ? "Discard one edit?" : `Discard ${edits} edits?`),
  discardText: "The clips stay as they were cut.",
  discard: "Discard",
  keep: "Go on editing",
  restored: "Your edits are back.",
  selectFirst: "Choose a clip first.",
  cannotSplit: "Move the playhead into a clip to split it there.",
  cannotMerge: "There is no clip after this one.",
  cannotAdd: "There is a clip already. Move the playhead to a free place, or split the clip.",
  moved: {
    start: (time) => `The clip starts at ${time}`,
    end: (time) => `The clip ends at ${time}`,
  },
  didSplit: (time) => `Split at ${time}`,
  didMerge: (title) => `Merged with ${title}`,
  didRemove: (title) => `Deleted ${title}`,
  didAdd: (time) => `Added a clip at ${time}`,
};

export const player = {
  region: "Player",
  play: "Play",
  pause: "Pause",
  back: "Back 10 seconds",
  forward: "Forward 10 seconds",
  previous: "Previous clip",
  next: "Next clip",
  mute: "Mute",
  unmute: "Unmute",
  captions: "Captions",
  fullscreen: "Full screen",
  speed: "Speed",
  position: "Position",
  positionText: (time, duration, title) =>
    `${clock(time)} of ${clock(duration)}${title ? `, ${title}` : ""}`,
  unplayable: "Your browser cannot play the original file. The clips still play.",
  clipUnplayable: "This clip cannot be played here. Download it instead.",
};

export const transcript = {
  search: "Search the transcript",
  matches: (at, n) => (n === 0 ? "No matches" : `${at} of ${n.toLocaleString("en")}`),
  previous: "Previous match",
  next: "Next match",
  clear: "Clear search",
  follow: "Follow the speaker",
  seek: (time) => `Play from ${time}`,
  empty: "No words were recognised.",
  missing: "The transcript could not be loaded.",
  unsure: "The recogniser was unsure of this word",
};

export const library = {
  title: "Library",
  search: "Search by name",
  more: "Show more",
  empty: "No videos yet",
  emptyText: "Drop a recording to get its topics and questions as clips.",
  noMatch: (query) => `No video matches “${query}”`,
  count: (n, more) => (more ? `${n.toLocaleString("en")}+ videos` : count(n, "video", "videos")),
};

export const cluster = {
  title: "Cluster",
  summary: (nodes, busy, slots) =>
    `${count(nodes, "node", "nodes")} · ${busy} of ${count(slots, "slot", "slots")} busy`,
  slots: (busy, total) => `${busy} of ${total} slots busy`,
  noSlots: "Does no processing",
  draining: "Leaving",
  idle: "Idle",
  model: (name, demo) => `Speech model ${name}${demo ? " (demo)" : ""}`,
  roles: { gateway: "Gateway", worker: "Worker" },
  capabilities: { cpu: "CPU", gpu: "GPU" },
  empty: "No node has reported yet.",
};

export const shortcuts = {
  title: "Keyboard shortcuts",
  open: "Keyboard shortcuts",
  groups: [
    [
      "Player",
      [
        [["Space", "K"], "Play or pause"],
        [["J", "L"], "Back or forward 10 seconds"],
        [["←", "→"], "Back or forward 5 seconds"],
        [["↑", "↓"], "Previous or next clip"],
        [["<", ">"], "Slower or faster"],
        [["M"], "Mute"],
        [["C"], "Captions"],
        [["F"], "Full screen"],
      ],
    ],
    [
      "Editing clips",
      [
        [["I", "O"], "Start or end the clip at the playhead"],
        [["B"], "Split at the playhead"],
        [["G"], "Merge with the next clip"],
        [["N"], "New clip at the playhead"],
        [["Del"], "Delete the clip"],
        [["Ctrl Z", "Ctrl Y"], "Undo or redo"],
        [[",", "."], "One frame back or forward"],
        [["+", "−", "0"], "Zoom the timeline, show all of it"],
      ],
    ],
    [
      "Page",
      [
        [["/"], "Search"],
        [["?"], "This list"],
        [["Esc"], "Close or clear"],
      ],
    ],
  ],
};

export const errors = {
  network: "The service cannot be reached. Check the connection and try again.",
  unexpected: (status) => `The service answered ${status}. Try again in a moment.`,
};

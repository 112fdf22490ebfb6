// A lecture of two hours with about 20,000 words and 60 segments, as the job whose key is staged.longLectureKey.
(() => {
  const SECONDS = 7200;
  const TERMS = "cell energy time field planet water light system model value theory matrix".split(
    " ",
  );
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  const term = () => TERMS[Math.floor(random() * TERMS.length)];

  const topics = [];
  for (let i = 0; i < 48; i++) {
    const start = (i * SECONDS) / 48;
    const title = `${term()} and ${term()}, part ${i + 1}`;
    topics.push({ start, end: start + SECONDS / 48, title });
  }
  const interactions = Array.from({ length: 12 }, (_, i) => ({
    start: 300 + i * 560,
    end: 340 + i * 560,
    title: `Q&A: <b>${term()}</b>`,
  }));
  const utterances = [];
  for (let at = 1; at < SECONDS - 5; at += 0.6) {
    const words = Array.from({ length: 12 }, () => {
      const word = { text: term(), start: at, end: at + 0.3, confidence: random() };
      at = word.end;
      return word;
    });
    utterances.push({ words });
  }
  const base = `/jobs/${staged.longLectureKey}`;
  const segments = (kind, list) =>
    list.map((segment, index) => ({
      ...segment,
      index,
      segment_type: kind,
      keywords: [term(), term()],
      summary: "What was said here is <img src=x onerror=alert(1)> worth a sentence.",
    }));
  const clips = (kind, list) =>
    list.map((segment, i) => ({
      ...segment,
      filename: `${kind}-${i}.mp4`,
      size_mb: 12.3,
      segment_type: kind,
      url: `${base}/files/clips/${kind}-${i}.mp4`,
    }));
  const job = {
    queue_key: staged.longLectureKey,
    s3_url: "https://b.s3.amazonaws.com/Thermodynamics%2C%20week%207.mp4",
    status: "completed",
    message: "Video processing completed successfully!",
    progress: 100,
    run: 1,
    video_type: "live",
    submitted_at: "2024-03-05T09:00:00Z",
    updated_at: "2024-03-05T09:20:00Z",
    last_event_id: 9,
    result: {
      s3_urls: [...clips("topic", topics), ...clips("interaction", interactions)],
      video_segments: segments("topic", topics),
      interaction_segments: segments("interaction", interactions),
      duration: SECONDS,
      archive: `${base}/archive.zip`,
      waveform: `${base}/files/waveform.json`,
      timings: { transcribe: 600 },
    },
  };
  const peaks = Array.from({ length: 4096 }, () => Math.floor(40 + random() * 160));
  Object.assign(staged, {
    [base]: { status: 200, body: job },
    [`${base}/files/transcript.json`]: { status: 200, body: { language: "en", utterances } },
    [`${base}/files/waveform.json`]: {
      status: 200,
      body: { version: 1, seconds_per_peak: SECONDS / 4096, peaks },
    },
    "/progress-stream-endpoint": { status: 200, body: [{ ...job, timestamp: job.updated_at }] },
  });
})();

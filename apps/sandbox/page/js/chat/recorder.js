const types = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/** Records the microphone. Resolves to `{ stop, cancel, startedAt }`; `stop` gives the recording and its length in seconds. */
export async function startRecording() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : undefined);
  const chunks = [];
  recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && chunks.push(data));
  recorder.start(250);
  const startedAt = Date.now();
  const end = () =>
    new Promise((resolve) => {
      recorder.addEventListener('stop', resolve, { once: true });
      recorder.stop();
      stream.getTracks().forEach((track) => track.stop());
    });
  return {
    startedAt,
    cancel: end,
    async stop() {
      await end();
      const seconds = Math.max(1, Math.round((Date.now() - startedAt) / 1000));
      return { blob: new Blob(chunks, { type: recorder.mimeType.split(';')[0] }), seconds };
    },
  };
}

/** The length of an audio file in seconds, 0 when the browser cannot tell. */
export function lengthOf(file) {
  return new Promise((resolve) => {
    const audio = new Audio();
    const url = URL.createObjectURL(file);
    const settle = (seconds) => {
      URL.revokeObjectURL(url);
      resolve(Number.isFinite(seconds) ? Math.round(seconds) : 0);
    };
    audio.addEventListener('loadedmetadata', () => settle(audio.duration));
    audio.addEventListener('error', () => settle(0));
    audio.src = url;
  });
}

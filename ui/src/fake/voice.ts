// The fake's microphones, ears and speech models. In the page's address, `?voiceless` starts without a speech model,
// `?offline` breaks the first download off half-way, `?slow` lets none come further than that, `?mute` has no microphone. Recognises nothing: it says its one sentence.
import type { Downloading, Live, Voice, VoiceModel, VoiceStatus, VoiceTest } from '../lib/bindings';

const asked = new URLSearchParams(location.search);
const pace = Number(asked.get('pace') ?? 400);
const wait = (times = 1) => new Promise<void>((done) => setTimeout(done, pace * times));

const folder = '/home/ada/.local/share/saywright/models';
const known = [
  { name: 'base.en', megabytes: 148, goodFor: 'English, for most computers' },
  { name: 'tiny.en', megabytes: 78, goodFor: 'English, for slow computers' },
  { name: 'small.en', megabytes: 488, goodFor: 'English with an accent or much noise, for fast computers' },
  { name: 'large-v3-turbo-q5_0', megabytes: 574, goodFor: 'the best, for very fast computers' },
];
const microphones = asked.has('mute') ? [] : ['Headset Microphone', 'Built-in Audio Analog Stereo'];
const noMicrophone = 'No microphone was found. Plug one in, or choose one in the system’s sound settings, then try again.';
const wasStopped = 'The download was stopped. What has come so far is kept; try again to go on.';
const sentence = 'Ada signs in, and the page welcomes her.';
/** How loud that sentence is, between two pauses. */
const speech = [0.01, 0.02, 0.01, 0.22, 0.38, 0.3, 0.44, 0.18, 0.35, 0.52, 0.41, 0.27, 0.36, 0.3, 0.12, 0.02, 0.01];

let model: VoiceModel | null = asked.has('voiceless') ? null : named('base.en');
let offline = asked.has('offline');
let stopped = false;
let closeEars: (() => void) | undefined;
/** What has come of each model, in kB. */
const kept = new Map<string, number>();

type Heard = { type: 'level'; level: number; speaks: boolean } | { type: 'heard'; text: string };

function named(name: string): VoiceModel {
  return { name, file: `${folder}/ggml-${name}.bin` };
}

/** A person who says one sentence, and is silent then, until the returned function is called. */
function ears(tell: (heard: Heard) => void): () => void {
  let tick = 0;
  const ticking = setInterval(() => {
    const level = speech[tick] ?? 0.01 + (tick % 3) * 0.005;
    tell({ type: 'level', level, speaks: level > 0.1 });
    if (tick === speech.length) tell({ type: 'heard', text: sentence });
    tick += 1;
  }, pace / 4);
  return () => clearInterval(ticking);
}

export function listen(voice: Voice | null, tell: (live: Live | Heard) => void): void {
  closeEars?.();
  closeEars = undefined;
  if (!voice) return tell({ type: 'voice', voice: { is: 'off' } });
  tell({ type: 'voice', voice: { is: 'opening' } });
  const opening = setTimeout(() => {
    const microphone = voice.microphone ?? microphones[0];
    if (microphone === undefined) {
      tell({ type: 'warning', text: `${noMicrophone} Typing works all the same.` });
      return tell({ type: 'voice', voice: { is: 'off' } });
    }
    tell({ type: 'voice', voice: { is: 'listening', microphone } });
    closeEars = ears(tell);
  }, pace);
  closeEars = () => clearTimeout(opening);
}

export async function status(): Promise<VoiceStatus> {
  return { model, known, microphones };
}

export async function install(name: string | null, _from: string | null, tell: (progress: Downloading) => void): Promise<VoiceModel> {
  const found = known.find((one) => one.name === name) ?? known[0];
  if (!found) throw new Error('There is no such model.');
  const of = found.megabytes * 1000;
  stopped = false;
  for (let done = kept.get(found.name) ?? 0; done < of; done = Math.min(of, done + of / 16)) {
    kept.set(found.name, done);
    tell({ done: Math.round(done), of });
    await wait();
    while (asked.has('slow') && done >= of / 2 && !stopped) await wait();
    if (stopped) throw new Error(wasStopped);
    if (offline && done >= of / 2) {
      offline = false;
      throw new Error(`https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-${found.name}.bin could not be downloaded: Network is unreachable (os error 101). What has come so far is kept; try again to go on.`);
    }
  }
  kept.delete(found.name);
  model = named(found.name);
  return model;
}

/** Folders are models, files are none. */
export async function use(path: string): Promise<VoiceModel> {
  await wait(2);
  if (!path.startsWith('/home/')) throw new Error(`${path} is no speech model that can be used: it is no ggml file, as whisper.cpp has them.`);
  model = named('distil-small.en');
  return model;
}

export async function test(microphone: string | null, seconds: number, tell: (told: VoiceTest) => void): Promise<void> {
  await wait();
  const name = microphone ?? microphones[0];
  if (name === undefined) throw new Error(noMicrophone);
  stopped = false;
  tell({ type: 'listening', microphone: name });
  const close = ears((heard) => tell(heard.type === 'heard' ? { ...heard, from: 0.4, to: 2.1 } : heard));
  for (let passed = 0; passed < seconds * 4 && !stopped; passed += 1) await wait(0.5);
  close();
}

export async function cancel(): Promise<void> {
  stopped = true;
}

export async function diagnosis(): Promise<string> {
  return model ? `${model.name} at ${model.file.replace('/home/ada', '~')}` : 'no model yet: sentences are typed';
}

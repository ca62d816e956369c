// The real backend: the generated commands, with refusals as Errors.
import { Channel, convertFileSrc } from '@tauri-apps/api/core';
import type { Backend } from '../lib/backend';
import { commands } from '../lib/bindings';
import type { Downloading, Live, ProofProgress, Trying, VoiceTest } from '../lib/bindings';

function channel<T>(tell: (message: T) => void): Channel<T> {
  const made = new Channel<T>();
  made.onmessage = tell;
  return made;
}

/** A command rejects with a sentence; the rest of the window expects an Error. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (refusal) {
    throw new Error(typeof refusal === 'string' ? refusal : String(refusal));
  }
}

async function done(answer: Promise<unknown>): Promise<void> {
  await asked(answer);
}

export const backend: Backend = {
  notes: () => asked(commands.notes()),
  recordings: () => asked(commands.recordings()),
  startRecording: (request, tell) => done(commands.startRecording(request, channel<Live>(tell))),
  note: (text) => done(commands.note(text)),
  record: () => done(commands.record()),
  pause: () => done(commands.pause()),
  undo: () => done(commands.undo()),
  pick: (pick) => done(commands.pick(pick)),
  listen: (voice) => done(commands.listen(voice)),
  stop: () => done(commands.stop()),
  view: (path, tell) => asked(commands.view(path, channel<Trying>(tell))),
  cancelView: () => done(commands.cancelView()),
  prove: (request, tell) => asked(commands.prove(request, channel<ProofProgress>(tell))),
  cancelProof: () => done(commands.cancelProof()),
  exportTest: (request) => asked(commands.exportTest(request)),
  narrateSound: (path, sound, at, tell) => asked(commands.narrateSound(path, sound, at, channel<Downloading>(tell))),
  voiceStatus: () => asked(commands.voiceStatus()),
  installVoice: (name, from, tell) => asked(commands.installVoice(name, from, channel<Downloading>(tell))),
  useVoice: (path) => asked(commands.useVoice(path)),
  testVoice: (microphone, seconds, tell) => done(commands.testVoice(microphone, seconds, channel<VoiceTest>(tell))),
  cancelVoice: () => done(commands.cancelVoice()),
  rename: (path, title) => done(commands.rename(path, title)),
  removeStep: (path, step) => done(commands.removeStep(path, step)),
  restoreStep: (path, step) => done(commands.restoreStep(path, step)),
  useLocator: (path, of, locator) => done(commands.useLocator(path, of, locator)),
  doctor: () => asked(commands.doctor()),
  settings: () => asked(commands.settings()),
  setSettings: (settings) => done(commands.setSettings(settings)),
  devices: () => asked(commands.devices()),
  sampleShop: () => asked(commands.sampleShop()),
  choose: (what) => asked(what === 'folder' ? commands.chooseFolder() : commands.chooseFile()),
  reveal: (path) => done(commands.reveal(path)),
  picture: (file) => convertFileSrc(file, 'shot'),
};

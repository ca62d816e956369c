// What the window asks of the program behind it. Two answer: `backend/tauri.ts`, the real one, and `fake/backend.ts`
// for work in a plain browser and for the UI tests. A refused request rejects with an Error whose message is for people.
import type {
  Diagnosis,
  Downloading,
  Exported,
  ExportRequest,
  Live,
  Millis,
  Proof,
  ProofProgress,
  ProveRequest,
  RecordingCard,
  RecordingView,
  Pick,
  RecordRequest,
  Settings,
  Trying,
  Utterance,
  Voice,
  VoiceModel,
  VoiceStatus,
  VoiceTest,
} from './bindings';

export interface Backend {
  /** What was odd when the program started. */
  notes(): Promise<string[]>;
  recordings(): Promise<RecordingCard[]>;
  /** Resolves once the browser is open; `tell` is called until `saved`. One recording at a time. */
  startRecording(request: RecordRequest, tell: (live: Live) => void): Promise<void>;
  note(text: string): Promise<void>;
  record(): Promise<void>;
  pause(): Promise<void>;
  undo(): Promise<void>;
  /** What is clicked next in the browser becomes a check, or a step of pointing at it. */
  pick(pick: Pick | null): Promise<void>;
  /** Listens from now on, or no longer does; `tell` hears how it is. What was said is noted once it is recognised. */
  listen(voice: Voice | null): Promise<void>;
  stop(): Promise<void>;
  /** `tell` hears how far the trying of locators has come; nothing the next time, for that is kept. */
  view(path: string, tell: (trying: Trying) => void): Promise<RecordingView>;
  /** Ends that; the request is refused then. */
  cancelView(): Promise<void>;
  prove(request: ProveRequest, tell: (progress: ProofProgress) => void): Promise<Proof>;
  cancelProof(): Promise<void>;
  exportTest(request: ExportRequest): Promise<Exported>;
  /** Adds a narration that is a sound file and begins at `at` of the recording. */
  narrateSound(path: string, sound: string, at: Millis, tell: (progress: Downloading) => void): Promise<Utterance[]>;
  voiceStatus(): Promise<VoiceStatus>;
  /** Downloads a speech model, the usual one where none is named, from elsewhere where `from` says so. */
  installVoice(name: string | null, from: string | null, tell: (progress: Downloading) => void): Promise<VoiceModel>;
  /** Takes a speech model that the person has: a file or a folder. */
  useVoice(path: string): Promise<VoiceModel>;
  /** Listens for some seconds without a recording; resolves when all that was said is told. */
  testVoice(microphone: string | null, seconds: number, tell: (told: VoiceTest) => void): Promise<void>;
  /** Ends a download, which is refused then, or a test, which is not. One of these runs at a time. */
  cancelVoice(): Promise<void>;
  rename(path: string, title: string): Promise<void>;
  removeStep(path: string, step: string): Promise<void>;
  restoreStep(path: string, step: string): Promise<void>;
  /** Finds the element of a step or a check in another of its ways. */
  useLocator(path: string, of: string, locator: string): Promise<void>;
  doctor(): Promise<Diagnosis[]>;
  settings(): Promise<Settings>;
  setSettings(settings: Settings): Promise<void>;
  /** Names of devices that the browser can pretend to be. */
  devices(): Promise<string[]>;
  /** Starts the sample shop where it is not running, and gives its address. */
  sampleShop(): Promise<string>;
  /** The system's own dialog; nothing when the person changed their mind. */
  choose(what: 'folder' | 'file'): Promise<string | null>;
  /** Shows a folder in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** The address under which the window may show a recording's screenshot. */
  picture(file: string): string;
}

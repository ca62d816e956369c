// What the window asks of the program behind it. Two answer: `backend/tauri.ts`, the real one, and `fake/backend.ts`
// for work in a plain browser and for the UI tests. A refused request rejects with an Error whose message is for people.
import type {
  Diagnosis,
  Exported,
  ExportRequest,
  Live,
  Proof,
  ProofProgress,
  ProveRequest,
  RecordingCard,
  RecordingView,
  Pick,
  RecordRequest,
  Settings,
  Trying,
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
  stop(): Promise<void>;
  /** `tell` hears how far the trying of locators has come; nothing the next time, for that is kept. */
  view(path: string, tell: (trying: Trying) => void): Promise<RecordingView>;
  /** Ends that; the request is refused then. */
  cancelView(): Promise<void>;
  prove(request: ProveRequest, tell: (progress: ProofProgress) => void): Promise<Proof>;
  cancelProof(): Promise<void>;
  exportTest(request: ExportRequest): Promise<Exported>;
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
  choose(what: 'folder' | 'program'): Promise<string | null>;
  /** Shows a folder in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** The address under which the window may show a recording's screenshot. */
  picture(file: string): string;
}

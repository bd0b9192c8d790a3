import type { College } from '../college/college-file';
import type { CloudEnvironment } from './environment';
import type { Call } from './management';

/** One thing that is not as the files say, and how it becomes so. May be run again at any time. */
export interface Change {
  part: string;
  what: string;
  run(): Promise<void>;
  /** Where a person has to do it, when no interface can. */
  byHand?: string;
}

/** What could not be looked at or done, and why. */
export interface Failure {
  part: string;
  what: string;
  error: unknown;
}

/** What every part of the deployment needs. */
export interface Site {
  call: Call;
  college: College;
  environment: CloudEnvironment;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
}

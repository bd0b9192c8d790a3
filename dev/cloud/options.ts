import type { Fleet } from './functions/fleet';
import type { HttpAccess } from './http/functions';
import type { WordList } from './weixin/content-check';
import type { AccountSecret } from './weixin/stable-token';
import type { TemplateDefinition } from './weixin/subscribe';

export interface CloudOptions {
  /** 0 or nothing: any free port. */
  port?: number;
  /** Made if it is not there; one cloud at a time. */
  dataDir: string;
  /** The built functions: <name>/index.js, <name>/config.json. */
  functionsDir: string;
  /** The *.json files of collections, indexes and rules. */
  databaseDir: string;
  /** Given to every function process. MESSAGE_TEMPLATES and the ids and secrets of both accounts configure the WeChat double too. */
  env?: Record<string, string>;
  /** The instant the cloud's clock starts at, in ms; it runs on from there. Default: where it was left. */
  now?: number;
  /** Whether timers fire as time passes. Default: yes, unless `now` is given; moving the clock fires them always. */
  liveTimers?: boolean;
  /** Time, memory and variables of functions. Default: cloudbaserc.json of the working directory. */
  deploymentFile?: string;
  /** Message templates by kind. Default: what env.MESSAGE_TEMPLATES says. */
  templates?: Record<string, TemplateDefinition>;
  /** The words by which the content check judges. */
  words?: WordList;
  /** The official account whose token the double gives out. Default: env.OA_APP_ID and env.OA_APP_SECRET. */
  officialAccount?: AccountSecret;
  /** The mini program whose token the double gives out. Default: env.MP_APP_ID and env.MP_APP_SECRET. */
  miniProgram?: AccountSecret;
  /**
   * Whether what is acknowledged survives a failure of the machine too, not only kill -9. Default: yes. Tests of other
   * things do without: a flush of the disk for each write is most of what they would wait for.
   */
  powerSafe?: boolean;
  /** How many calls from outside run at once in one function, each in a process of its own. Default: 4. */
  instances?: number;
  /** So many database operations a second are taken, more are refused with EXCEED_RATELIMIT. Default: all are taken. */
  qps?: number;
  /** Where function processes come from and go back to. Default: each is started for this cloud and ends with it. */
  fleet?: Fleet;
  /** How the HTTP access service is set up; as it is when nobody has touched it. */
  httpAccess?: HttpAccess;
  /**
   * The functions that were uploaded from WeChat DevTools. Only these may make cloud calls (permissions.openapi), and
   * only their timers have a WeChat token; to all others the service answers -604101 or a missing token. Default: none,
   * as a deployment by command leaves it.
   */
  fromDevTools?: readonly string[] | 'all';
  /** The function that WeChat pushes its events to. Default: jobs. */
  eventFunction?: string;
}

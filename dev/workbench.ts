import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from './build/functions';
import { buildMiniProgram } from './build/miniprogram';
import { startCloud } from './cloud';
import { collegeRules } from './college-rules';
import { phones } from './demo/cast';
import { startColleagues } from './demo/colleagues/work';
import { firstSteps } from './demo/first-steps';
import { loadDemo } from './demo/load';
import { DEMO_NOW } from './demo/sessions';
import { OPEN_FUNCTIONS } from './deploy/routes';
import { functionEnvironment, templateDefinitions, templateTitles } from './environment';
import { startPhone } from './phone';
import { root } from './root';

export interface Workbench {
  /** Where the phone and its panel are. */
  readonly url: string;
  /** What the cloud found in its data folder. */
  readonly notices: readonly { code: string; message: string }[];
  stop(): Promise<void>;
}

export interface WorkbenchOptions {
  /** Where the cloud keeps its data; a folder that is not there begins at the first minute of the demo. */
  dataDir: string;
  /** Any free one without it. */
  port?: number;
  /** Builds again and reloads the phone when a file of the mini program changes. */
  watches?: boolean;
  /** How many calls run at once in one function. */
  instances?: number;
  /** How many database operations a second are taken. */
  qps?: number;
  /** Whether the cast works while the clock goes on. Default: yes; the panel can change it. */
  castWorks?: boolean;
}

/**
 * The whole product on one machine: builds it, starts the local cloud, loads the demo history into an empty one, and
 * serves the phone. What was started is stopped again when a later part fails.
 */
export async function startWorkbench({
  dataDir,
  port,
  watches,
  instances,
  qps,
  castWorks = true,
}: WorkbenchOptions): Promise<Workbench> {
  const functionsDir = join(root, 'dist', 'cloudfunctions');
  const distDir = join(root, 'dist', 'miniprogram');
  const isNew = !existsSync(dataDir);
  await Promise.all([buildFunctions({ out: functionsDir }), buildMiniProgram({ out: distDir })]);
  const cloud = await startCloud({
    dataDir,
    functionsDir,
    databaseDir: join(root, 'cloudfunctions', 'database'),
    env: functionEnvironment(dataDir),
    templates: templateDefinitions(),
    liveTimers: true,
    instances,
    qps,
    // As a deployment makes them: nobody reaches the timer or a function with an account by an address.
    httpAccess: { routes: OPEN_FUNCTIONS },
    ...(isNew ? { now: DEMO_NOW } : {}),
  });
  try {
    await loadDemo(cloud);
    const colleagues = startColleagues(cloud, castWorks);
    const phone = await startPhone({
      cloudUrl: cloud.url,
      distDir,
      people: phones,
      rules: collegeRules,
      templateTitles: templateTitles(),
      firstSteps,
      colleagues,
      ...(port === undefined ? {} : { port }),
      ...(watches ? { sourceDir: join(root, 'miniprogram') } : {}),
    });
    return {
      url: phone.url,
      notices: cloud.notices,
      async stop() {
        await phone.stop();
        await cloud.stop();
      },
    };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

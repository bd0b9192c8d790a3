import path from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import { buildFunctions } from '../dev/build/functions';
import { buildMiniProgram } from '../dev/build/miniprogram';
import { startCloud } from '../dev/cloud';
import { Fleet } from '../dev/cloud/functions/fleet';
import { inspect } from '../dev/inspect/inspect';
import { withCloud } from '../dev/inspect/reach';
import { startPhone } from '../dev/phone';
import { built } from './built';

/**
 * What a worker of jest loads once and keeps from file to file: this module lives outside of what a test file sees, so
 * a test file neither evaluates the local cloud anew nor runs it cold. Each file starts clouds of its own with it.
 */
export const workbench = {
  fleet: new Fleet({ keeps: 40, slowness: 20, codeCache: path.resolve(__dirname, '../dist/test/code') }),
  startCloud,
  startPhone,
  /** The functions as they are deployed. */
  functions: () => built('functions', ['cloudfunctions', 'miniprogram/shared', 'dev/build'], buildFunctions),
  /** The mini program as it is uploaded. */
  miniProgram: () => built('miniprogram', ['miniprogram', 'cloudfunctions', 'dev/build'], buildMiniProgram),
  /** The inspector over the store of a running cloud. */
  inspect: async (url: string) => (await withCloud(url, inspect)).findings,
};

/** Node for tests, with the workbench. Its function processes end with the worker that started them. */
export default class Environment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.workbench = workbench;
  }
}

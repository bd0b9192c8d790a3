import path from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import { Fleet } from '../dev/cloud/functions/fleet';

/** One for each worker of jest, kept from file to file: this module lives outside of what a test file sees. */
const fleet = new Fleet({ keeps: 40, codeCache: path.resolve(__dirname, '../dist/test/code') });

/** Node for tests, with function processes that outlive a test file. They end with the worker that started them. */
export default class Environment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.functionFleet = fleet;
  }
}

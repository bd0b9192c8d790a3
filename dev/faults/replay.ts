import { rmSync } from 'node:fs';
import type { Cloud } from '../cloud';
import { modify } from '../cloud/database/write';
import type { Document } from '../cloud/store/value';
import { type Scene, type StageOptions, startScene } from '../scenes/stage';
import { collections } from './likeness';

/**
 * A scene that can be begun again and again: one cloud, whose store is put back to what it was. A cloud of its own for
 * each try would take ten times as long.
 */
export class Replay {
  private constructor(
    readonly scene: Scene,
    readonly cloud: Cloud,
    private readonly copy: string,
    private readonly before: ReadonlyMap<string, readonly Document[]>,
  ) {}

  static async of(scene: Scene, copy: string, options: StageOptions): Promise<Replay> {
    const cloud = await startScene(scene, copy, options);
    return new Replay(scene, cloud, copy, new Map(collections.map((name) => [name, cloud.read(name)])));
  }

  /** The store as it was before the command, and the clock. What WeChat has sent stays sent. */
  async begin(): Promise<Cloud> {
    const { cloud, before } = this;
    cloud.state.between = undefined;
    await cloud.weixin.settled();
    const { store } = cloud.state;
    for (const [name, documents] of before) {
      if (JSON.stringify(cloud.read(name)) === JSON.stringify(documents)) continue;
      await modify(store, store.table(name), {}, undefined, () => null);
      await cloud.seed(name, documents);
    }
    cloud.state.clock.move(this.scene.now);
    return cloud;
  }

  async end(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.copy, { recursive: true, force: true });
  }
}

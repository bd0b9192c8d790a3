import { liveScenes, readScenes, type Scenes } from '../dev/scenes/live';
import type { StageOptions } from '../dev/scenes/stage';
import { built } from './built';

/** A store before each command of the contract, lived once for each state of the sources, and functions to go on with. */
export async function livedScenes(): Promise<Scenes & { options: StageOptions }> {
  const options = { functionsDir: await workbench.functions(), fleet: workbench.fleet };
  const folder = await built('scenes', ['cloudfunctions', 'miniprogram', 'dev/scenes'], ({ out }) =>
    liveScenes(out, options),
  );
  return { ...readScenes(folder), options };
}

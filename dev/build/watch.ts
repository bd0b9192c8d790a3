import { watch } from 'chokidar';

/** A running watch; `stop` resolves when no further callback will start. */
export interface Watch {
  stop(): Promise<void>;
}

/**
 * Runs `rebuild` after changes below the folders, never two at a time; changes during a run lead to one more.
 * A failing rebuild goes to `onError`, and the watch goes on: the next save may mend it.
 */
export async function watchFolders(
  folders: string[],
  rebuild: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<Watch> {
  const watcher = watch(folders, { ignoreInitial: true });
  let isRunning = false;
  let isDirty = false;
  let timer: NodeJS.Timeout | undefined;

  const run = async () => {
    if (isRunning) {
      isDirty = true;
      return;
    }
    isRunning = true;
    try {
      await rebuild();
    } catch (error) {
      onError(error);
    } finally {
      isRunning = false;
    }
    if (isDirty) {
      isDirty = false;
      await run();
    }
  };
  // Editors write several files at once: one rebuild for the burst.
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(run, 40);
  });
  await new Promise<void>((ready) => watcher.once('ready', () => ready()));
  return {
    async stop() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

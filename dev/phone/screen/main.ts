import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { startClock } from './clock';
import type { CompiledApp } from './compiled-app';
import { loadMiniProgram } from './mini-program';
import { stack } from './page-stack';
import { listenToPanel } from './panel-link';
import { startRouter, switchTab } from './router';
import { answerCodeQuestions } from './screen-codes';
import { settings } from './settings';
import { buildSurface } from './surface';
import { createTabBar } from './tab-bar';
import { useThemes } from './theme';
import { listenToTouch } from './touch';
import { scanFromWeixin } from './weixin-scan';
import { supplies, wx } from './wx';
import { callListener, changeFilter, getDate, getRegExp, installKinds } from './wxs';

/** Errors of the mini program's handlers reach the console and whoever watches the page, as uncaught ones do. */
function reportErrors(app: Record<string, unknown>): void {
  const tell = (error: unknown) => {
    if (typeof app.onError === 'function')
      app.onError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  window.addEventListener('error', (event) => tell(event.error));
  window.addEventListener('unhandledrejection', (event) => {
    if (typeof app.onUnhandledRejection === 'function') app.onUnhandledRejection({ reason: event.reason });
  });
}

async function start(compiled: CompiledApp): Promise<void> {
  await startClock();
  answerCodeQuestions();
  installKinds();
  if (settings.faults.has('no-bigint')) Reflect.deleteProperty(globalThis, 'BigInt');
  // Told once per attribute that a component does not know; TDesign alone has hundreds of them.
  glassEasel.addGlobalWarningListener(() => false);
  glassEasel.addGlobalErrorListener((error) => {
    setTimeout(() => {
      throw error;
    }, 0);
    return false;
  });
  useThemes(compiled.config.theme);
  buildSurface();
  const program = loadMiniProgram(compiled, wx);
  reportErrors(program.app);
  listenToTouch(program.backend);
  createTabBar(compiled.config.tabBar, (path) => {
    if (stack[stack.length - 1]?.route !== path) switchTab(`/${path}`);
  });
  const launch = { path: '', query: {}, scene: 1001 };
  if (typeof program.app.onLaunch === 'function') program.app.onLaunch(launch);
  if (typeof program.app.onShow === 'function') program.app.onShow(launch);
  startRouter(program);
  listenToPanel();
  document.documentElement.dataset.ready = '';
}

Object.assign(window, {
  phone: {
    start: (compiled: CompiledApp) => void start(compiled),
    supplies,
    scan: scanFromWeixin,
    callListener,
    changeFilter,
    getRegExp,
    getDate,
  },
});

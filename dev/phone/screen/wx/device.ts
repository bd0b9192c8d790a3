import { capsule, safeBottom, statusBarHeight, tabBarHeight, titleBarHeight } from '../layout';
import { stack } from '../page-stack';
import { libraryVersion, platforms } from '../platform';
import { fontScale, settings } from '../settings';
import { isTab } from '../tab-bar';
import { forgetTheme, onTheme } from '../theme';
import type { Call } from './call';

const sdkVersion = settings.faults.has('old-library') ? libraryVersion.old : libraryVersion.usual;

function windowInfo() {
  const top = stack[stack.length - 1];
  const above = top ? Number(top.frame.dataset.top) : statusBarHeight + titleBarHeight;
  const below = top && isTab(top.route) ? tabBarHeight + safeBottom : 0;
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: height - above - below,
    statusBarHeight,
    screenTop: above,
    safeArea: {
      left: 0,
      right: width,
      top: statusBarHeight,
      bottom: height - safeBottom,
      width,
      height: height - safeBottom - statusBarHeight,
    },
  };
}

function deviceInfo() {
  const { platform, system, brand, model } = platforms[settings.platform];
  return { abi: 'arm64-v8a', benchmarkLevel: 40, brand, model, platform, system, memorySize: 4096 };
}

const appBaseInfo = () => ({
  SDKVersion: sdkVersion,
  enableDebug: false,
  host: { env: 'WeChat' },
  language: 'zh_CN',
  version: '8.0.68',
  theme: settings.theme,
  fontSizeSetting: Math.round(17 * fontScale()),
  fontSizeScaleFactor: fontScale(),
});

type Listener = (result: Record<string, unknown>) => void;
const themeListeners = new Map<Listener, Parameters<typeof onTheme>[0]>();
const networkListeners = new Set<Listener>();

const networkState = () => ({
  isConnected: !settings.isOffline,
  networkType: settings.isOffline ? 'none' : 'wifi',
});

/** The panel takes the phone offline and back. */
export function setOffline(isOffline: boolean): void {
  settings.isOffline = isOffline;
  for (const listener of [...networkListeners]) listener(networkState());
}

const keyListeners = new Map<Listener, (event: KeyboardEvent) => void>();

export const device: Record<string, Call> = {
  getSystemInfo: () => ({ ...deviceInfo(), ...windowInfo(), ...appBaseInfo() }),
  getNetworkType: () => ({ ...networkState(), signalStrength: 0 }),
  vibrateShort: () => undefined,
  vibrateLong: () => undefined,
  setKeepScreenOn: () => undefined,
  hideKeyboard: () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  },
};

export const deviceSync = {
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemInfoSync: () => ({ ...deviceInfo(), ...windowInfo(), ...appBaseInfo() }),
  getSystemSetting: () => ({ bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true }),
  getAppAuthorizeSetting: () => ({
    albumAuthorized: 'authorized',
    cameraAuthorized: 'authorized',
    notificationAuthorized: 'authorized',
  }),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
  getLaunchOptionsSync: () => ({ path: stack[0]?.route ?? '', query: stack[0]?.query ?? {}, scene: 1001 }),
  getEnterOptionsSync: () => ({ path: stack[0]?.route ?? '', query: stack[0]?.query ?? {}, scene: 1001 }),
  getMenuButtonBoundingClientRect: () => {
    const right = document.documentElement.clientWidth - capsule.right;
    const { width, height, top } = capsule;
    return { width, height, top, right, bottom: top + height, left: right - width };
  },
  onThemeChange: (listener: Listener) => {
    const own = (theme: string) => listener({ theme });
    themeListeners.set(listener, own);
    onTheme(own);
  },
  offThemeChange: (listener: Listener) => {
    const own = themeListeners.get(listener);
    if (own) forgetTheme(own);
  },
  onNetworkStatusChange: (listener: Listener) => void networkListeners.add(listener),
  offNetworkStatusChange: (listener: Listener) => void networkListeners.delete(listener),
  onKeyDown: (listener: Listener) => {
    const own = ({ key, code, timeStamp }: KeyboardEvent) => listener({ key, code, timeStamp });
    keyListeners.set(listener, own);
    document.addEventListener('keydown', own);
  },
  offKeyDown: (listener: Listener) => {
    const own = keyListeners.get(listener);
    if (own) document.removeEventListener('keydown', own);
    keyListeners.delete(listener);
  },
  onWindowResize: (listener: Listener) =>
    window.addEventListener('resize', () => {
      const { windowWidth, windowHeight } = windowInfo();
      listener({ size: { windowWidth, windowHeight } });
    }),
  offWindowResize: () => undefined,
};

/** What TDesign asks of WeChat while its modules load; jsdom has none of it. */
const windowInfo = {
  windowWidth: 390,
  windowHeight: 753,
  screenWidth: 390,
  screenHeight: 844,
  pixelRatio: 2,
  statusBarHeight: 47,
};
const baseInfo = { SDKVersion: '3.8.12', theme: 'light', platform: 'devtools', fontSizeScaleFactor: 1 };

Object.assign(globalThis, {
  getApp: () => ({}),
  getCurrentPages: () => [],
});

/** Called once the simulator has put its own `wx` in place. */
export function completeWx(): void {
  const known: unknown = Reflect.get(globalThis, 'wx');
  const wx = typeof known === 'object' && known !== null ? known : {};
  Object.assign(wx, {
    getWindowInfo: () => windowInfo,
    getDeviceInfo: () => ({ platform: 'devtools' }),
    getAppBaseInfo: () => baseInfo,
    getSystemInfoSync: () => ({ ...windowInfo, ...baseInfo }),
    onThemeChange: () => undefined,
    offThemeChange: () => undefined,
    canIUse: () => true,
  });
  Object.assign(globalThis, { wx });
}

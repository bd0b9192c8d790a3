import { make } from '../screen/element';
import type { Fault, PlatformName } from '../screen/platform';
import type { PhoneFrame } from './frame';
import { button } from './section';

const platformNames: Record<PlatformName, string> = {
  ios: 'iPhone',
  android: '安卓',
  windows: 'Windows 微信',
  mac: 'Mac 微信',
  ohos: '鸿蒙',
};

const faultNames: Record<Fault, string> = {
  'old-library': '基础库过低',
  'no-bigint': '没有 BigInt',
  'storage-full': '存储已满',
  'privacy-refused': '拒绝隐私授权',
};

/** Where WeChat runs and what is wrong there; each choice starts the phone again. */
export function conditions(frame: PhoneFrame): HTMLElement[] {
  const platform = document.createElement('select');
  platform.setAttribute('aria-label', '运行平台');
  for (const [value, name] of Object.entries(platformNames)) platform.add(new Option(name, value));
  platform.addEventListener('change', () => {
    const chosen = Object.keys(platformNames).find((name): name is PlatformName => name === platform.value);
    if (!chosen) return;
    frame.look.platform = chosen;
    frame.restart();
  });
  const faults = new Set<Fault>();
  const boxes = Object.entries(faultNames).map(([fault, name]) => {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.addEventListener('change', () => {
      const known = Object.keys(faultNames).find((each): each is Fault => each === fault);
      if (!known) return;
      if (box.checked) faults.add(known);
      else faults.delete(known);
      frame.look.faults = new Set(faults);
      frame.restart();
    });
    return make('label', {}, [box, name]);
  });
  const code = document.createElement('input');
  code.type = 'text';
  code.placeholder = '二维码内容';
  code.setAttribute('aria-label', '微信扫一扫的二维码内容');
  return [
    make('div', { class: 'row' }, [platform]),
    make('div', { class: 'row wraps' }, boxes),
    make('div', { class: 'row' }, [code, button('微信扫一扫', () => frame.send('scan', code.value))]),
  ];
}

import type { World } from './world';

const PLACES = ['三号宿舍楼', '第二食堂', '图书馆三楼', '实训楼', '田径场', '行政楼窗口'];
const MATTERS = [
  '热水时断时续',
  '晚自习灯光太暗',
  '打印机经常缺纸',
  '选课系统打不开',
  '公交站台没有雨棚',
  '奖学金公示看不到',
  '空调滴水',
  '路面积水',
];
const CATEGORIES = ['logistics', 'teaching', 'affairs', 'safety', 'development', 'other'] as const;

/** What somebody brings forward: the same few matters in many places, as it is. */
export function matter(world: World) {
  const place = world.among(PLACES) ?? '';
  const what = world.among(MATTERS) ?? '';
  return {
    category: world.among(CATEGORIES) ?? ('other' as const),
    title: `${place}${what}`,
    text: `${place}${what}，已经有${2 + Math.floor(world.random() * 12)}天，请尽快处理。`,
    place,
  };
}

export const REASON = '按实际情况办理。';
export const ANSWER = '已到现场核实并处理，处理后复查正常。';

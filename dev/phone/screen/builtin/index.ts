import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';
import { button } from './button';
import { canvas } from './canvas';
import { checkbox, checkboxGroup, radio, radioGroup, switchElement } from './choice';
import { type BuiltIn, register } from './definition';
import { form, label } from './form';
import { progress, slider } from './gauge';
import { image } from './image';
import { navigator } from './navigator';
import { picker } from './picker';
import { pickerView, pickerViewColumn } from './picker-view';
import { icon, navigationBar, pageMeta, rootPortal, textElement, view } from './plain';
import { richText } from './rich-text';
import { scrollView } from './scroll-view';
import { swiper, swiperItem } from './swiper';
import { input, textarea } from './text-field';
import { webView } from './web-view';

/** Every tag the phone supports; any other in a template is refused with its name. */
const builtIns: Record<string, BuiltIn> = {
  view,
  'cover-view': view,
  'match-media': view,
  // TDesign has two of these; WeChat takes it for a plain inline element.
  span: textElement,
  text: textElement,
  'root-portal': rootPortal,
  'page-meta': pageMeta,
  'navigation-bar': navigationBar,
  button,
  canvas,
  checkbox,
  'checkbox-group': checkboxGroup,
  form,
  icon,
  image,
  'cover-image': image,
  input,
  label,
  navigator,
  picker,
  'picker-view': pickerView,
  'picker-view-column': pickerViewColumn,
  progress,
  radio,
  'radio-group': radioGroup,
  'rich-text': richText,
  'scroll-view': scrollView,
  slider,
  swiper,
  'swiper-item': swiperItem,
  switch: switchElement,
  textarea,
  'web-view': webView,
};

/** Registers all built-in components; the answer maps a tag to its component. */
export function registerBuiltIns(space: CodeSpace): Map<string, glassEasel.GeneralComponentDefinition> {
  return new Map(Object.entries(builtIns).map(([tag, builtIn]) => [tag, register(space, tag, builtIn)]));
}

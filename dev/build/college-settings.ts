import type { CollegeSettings } from '../../miniprogram/shared/college';
import { type College, demoCollege } from '../college/college-file';

/** What esbuild puts into miniprogram/shared/college.ts. */
export function collegeDefine({ name, hotline, envId }: College = demoCollege()): Record<string, string> {
  const settings: CollegeSettings = { name, hotline, envId };
  return { COLLEGE_SETTINGS: JSON.stringify(settings) };
}

import type { CollegeSettings } from '../../miniprogram/shared/college';
import { type College, demoCollege } from '../college/college-file';

/** What esbuild puts into miniprogram/shared/college.ts. */
export function collegeDefine(college: College = demoCollege()): Record<string, string> {
  const { name, hotline, envId, domains } = college;
  const settings: CollegeSettings = { name, hotline, envId, host: domains.request };
  return { COLLEGE_SETTINGS: JSON.stringify(settings) };
}

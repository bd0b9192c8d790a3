import * as z from 'zod';
import { CATEGORIES } from '../../miniprogram/shared/labels';

/** What a question or a case is about. A file of its own, because session, booking and case all speak of it. */
export const category = z.enum(
  Object.keys(CATEGORIES) as [keyof typeof CATEGORIES, ...(keyof typeof CATEGORIES)[]],
);

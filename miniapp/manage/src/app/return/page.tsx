'use client';

import { Return } from '@/features/returns/return';

export default Return;

'use client';

import { Returns } from '@/features/returns/returns';

export default Returns;

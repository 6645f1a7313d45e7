'use client';

import { Sessions } from '@/features/sessions/sessions';

export default Sessions;

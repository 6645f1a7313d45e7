'use client';

import { Orders } from '@/features/orders/orders';

export default Orders;

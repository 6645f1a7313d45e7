'use client';

import { Order } from '@/features/orders/order';

export default Order;

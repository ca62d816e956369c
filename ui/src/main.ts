// Starts the window's page with whatever stands behind it: the desktop program, or the fake for tests.

import { backend } from '$backend';
import { mount } from 'svelte';
import App from './App.svelte';
import { Saywright } from './state/saywright.svelte';
import './styles/tokens.css';
import './styles/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has an element with the id "app"');
const saywright = new Saywright(backend);
mount(App, { target, props: { saywright } });
void saywright.start();

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from './calls/bridge.ts';
import { namesFromArguments } from './calls/channels.ts';

contextBridge.exposeInMainWorld('tsunagi', createBridge(ipcRenderer, namesFromArguments(process.argv), webUtils.getPathForFile));

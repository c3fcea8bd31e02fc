import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from './bridge.ts';
import { namesFromArguments } from './channels.ts';

contextBridge.exposeInMainWorld('tsunagi', createBridge(ipcRenderer, namesFromArguments(process.argv), webUtils.getPathForFile));
